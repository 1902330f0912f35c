import { connect } from "../../src/adapters/postgres/connect.ts";
import { retentionPorts } from "../../src/adapters/postgres/retention.ts";
import { runRetention } from "../../src/jobs/run-retention.ts";
import { instant } from "../../src/values/instant.ts";

// A run of retention in a process that kills itself at a named place, the nth time it comes there.

const [url, at, dieAt, nth] = process.argv.slice(2) as [string, string, string, string];
let met = 0;
await using connection = connect(url, 2);
await runRetention(
  retentionPorts(connection, {
    clock: { kind: "set", now: () => instant(at) },
    actor: "child",
    checkpoint: (name) => {
      if (name === dieAt && ++met === Number(nth)) process.kill(process.pid, "SIGKILL");
    },
  }),
);
