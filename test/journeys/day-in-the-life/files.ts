import { Buffer } from "node:buffer";
import type { File } from "./clients.ts";

/** A picture of one red dot. */
export const SCREENSHOT: File = {
  filename: "screenshot.png",
  contentType: "image/png",
  content: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
    "base64",
  ),
  inline: true,
};

export const STEPS: File = {
  filename: "steps.pdf",
  contentType: "application/pdf",
  content: Buffer.from("%PDF-1.4\n% the steps, one by one\n"),
};

/** Forty lines with comments, tabs and a here-string: whoever takes a line of it for a command, or changes a letter, breaks it. */
export const SCRIPT = [
  "# Restarts the directory sync and waits until it is done.",
  "#Requires -Version 5.1",
  "param(",
  "\t[string]$Server = 'SYNC01',   # where the sync runs",
  "\t[int]$Minutes = 10",
  ")",
  "",
  "#region helpers",
  "function Write-Line([string]$Text) {",
  '\tWrite-Host "$(Get-Date -Format s)  $Text"',
  "}",
  "",
  "function Wait-Sync {",
  "\tparam([datetime]$Until)",
  "\twhile ((Get-Date) -lt $Until) {",
  "\t\t$state = Invoke-Command -ComputerName $Server { Get-ADSyncScheduler }",
  "\t\tif (-not $state.SyncCycleInProgress) { return $true }",
  "\t\tStart-Sleep -Seconds 15",
  "\t}",
  "\treturn $false",
  "}",
  "#endregion",
  "",
  "# 1. stop what hangs",
  "Invoke-Command -ComputerName $Server {",
  "\tStop-Service -Name ADSync -Force",
  "\tStart-Service -Name ADSync",
  "}",
  "",
  "# 2. a full cycle, because the delta lost its place",
  "Invoke-Command -ComputerName $Server {",
  "\tStart-ADSyncSyncCycle -PolicyType Initial",
  "}",
  "",
  "# 3. wait, and say how it ended",
  "if (Wait-Sync -Until (Get-Date).AddMinutes($Minutes)) {",
  "\tWrite-Line 'the sync is done'",
  "} else {",
  '\tWrite-Line "not done after $Minutes minutes"   # then call us',
  "}",
].join("\n");

export const SCRIPT_FILE: File = {
  filename: "restart-sync.ps1",
  contentType: "text/plain",
  content: Buffer.from(SCRIPT.replaceAll("\n", "\r\n")),
};
