import { decideCase } from "../../escalation/decide-case.ts";
import type { Override } from "../../escalation/records.ts";
import { escalationCase } from "../handoff/escalation-case.ts";
import { type Act, byAgent, refused } from "./act.ts";
import { rowOf } from "./diagnosis-row.ts";

const RANK = { agent: 0, lead: 1, manager: 2 } as const;
const SHORTEST_REASON = 10;

/**
 * `#override missing_diagnosis whole site down`: passes over a block, if the agent's role may, with the reason on record.
 * With severity A any agent may pass over how deep the diagnosis is; nobody ever over the tenant or the way.
 */
export const override: Act = (argument, context) => {
  const [, code = "", reason = ""] = /^(\S*)\s*([\s\S]*)$/.exec(argument.trim()) ?? [];
  const read = escalationCase(context);
  if ("kind" in read) return read;
  const { about, pinned } = read;
  if (about === null) return refused("#override: first say what it is: #kind technical, #service …");
  const decided = decideCase(about, null);
  const blocking = decided.answer.blocked_by;
  const wanted = code.toLowerCase().replaceAll("-", "_");
  const block = pinned.profile.table.blocks.find((one) => one.code === wanted);
  if (block === undefined || !blocking.includes(wanted)) {
    const known = blocking.length === 0 ? "nothing blocks" : `what blocks is ${blocking.join(", ")}`;
    return refused(`#override ${code.slice(0, 60)}: ${known}`);
  }
  if (block.override === null)
    return refused(`#override ${wanted}: nobody may pass over it; it has to be cleared`);
  const { agent } = context.mail;
  const needed = block.depth && about.ticket.severity === "A" ? "agent" : block.override;
  if (RANK[agent.role] < RANK[needed]) {
    return refused(`#override ${wanted}: it takes a ${needed}; you are an ${agent.role} here`);
  }
  if (reason.trim().length < SHORTEST_REASON) {
    return refused(`#override ${wanted} takes the reason: #override ${wanted} the whole site is down`);
  }
  const passed: Override = {
    code: wanted,
    agentId: agent.id,
    role: agent.role,
    reason: reason.trim().slice(0, 1000),
    at: context.mail.receivedAt,
  };
  const { ticket } = context.state;
  const rest = read.diagnosis.overrides.filter((one) => one.code !== wanted);
  return {
    kind: "done",
    events: [
      {
        ...byAgent(context, "override"),
        type: "block_overridden",
        data: { code: wanted, role: agent.role },
      },
    ],
    decision: {
      diagnosis: rowOf({ ...read.diagnosis, overrides: [...rest, passed] }, context),
      audit: [
        {
          actor: agent.id,
          action: "block-overridden",
          detail: { ticket: ticket.number, code: wanted, role: agent.role, reason: passed.reason },
        },
      ],
    },
    line: `${wanted} is passed over, with your reason`,
  };
};
