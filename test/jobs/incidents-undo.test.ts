import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as rows from "../../src/adapters/postgres/schema.ts";
import { escalate } from "../../src/jobs/escalate.ts";
import { MINUTE, SECOND } from "../../src/values/instant.ts";
import { ANA, BEN, CARLA } from "../support/day-by-mail.ts";
import { type IncidentDay, incidentDay, NUMBER } from "../support/incident-day.ts";
import { passedOn } from "../support/vendor-mail.ts";

let on: IncidentDay;
beforeEach(async () => {
  on = await incidentDay();
});
afterEach(() => on.desk[Symbol.asyncDispose]());

async function afterUndo() {
  on.desk.pass(MINUTE);
  await on.desk.climb();
  await on.desk.send();
}

describe("R23 #undo of a mail that hangs a ticket on an incident", () => {
  test("leaves nothing of it: an incident that was a slip of the pen is none", async () => {
    await on.says("#incident MO7654321");
    expect(await on.incidents()).toHaveLength(1);
    expect(await on.says("#undo")).toContain("hangs on MO7654321 no more, as before");
    expect(await on.standing(1001)).toEqual([]);
    expect(await on.incidents()).toEqual([]);
    expect(await on.says("#incident")).toContain("this ticket hangs on none");
    expect(await on.says("#find MO7654321")).toContain("nothing found");
  });

  test("another ticket stays on it", async () => {
    await on.says(`#incident ${NUMBER}`, 1001);
    await on.says(`#incident ${NUMBER}`, 1002);
    await on.says("#undo", 1002);
    expect(await on.standing(1001)).toEqual(["linked by agent"]);
    expect(await on.standing(1002)).toEqual([]);
    expect(await on.incidents()).toHaveLength(1);
  });

  test("whose notice was seen, it is seen again, and a later notice links nothing less than before", async () => {
    const acknowledgement = (await on.desk.mails("acknowledgement"))[0]!;
    const fields = { Subject: `Fw: ${NUMBER}` };
    await on.day.writesBack(acknowledgement, passedOn("Is this it?"), CARLA, fields);
    expect(await on.standing(1001)).toEqual(["seen by notice"]);
    await on.says("#escalate");
    expect(await on.standing(1001)).toEqual(["linked by agent"]);
    await on.says("#undo");
    expect(await on.standing(1001)).toEqual(["seen by notice"]);
  });

  test("#incident off is undone as well, and a second #undo goes no further back", async () => {
    await on.says(`#incident ${NUMBER}`);
    await on.says("#incident off");
    expect(await on.standing(1001)).toEqual(["unlinked by agent"]);
    expect(await on.says("#undo")).toContain(`hangs on ${NUMBER} as before`);
    expect(await on.standing(1001)).toEqual(["linked by agent"]);
    expect(await on.says("#undo")).toContain("there is no answer of yours on this ticket");
    expect(await on.standing(1001)).toEqual(["linked by agent"]);
    await on.says("#incident off");
    await on.says("#undo");
    expect(await on.standing(1001)).toEqual(["linked by agent"]);
  });

  test("with an answer both are taken back", async () => {
    await on.says(`#incident ${NUMBER}\n\nThe vendor works on it.`);
    const word = await on.says("#undo");
    expect(word).toContain("your answer is not sent");
    expect(word).toContain(`hangs on ${NUMBER} no more`);
    expect((await on.desk.mails("answer"))[0]!.state).toBe("cancelled");
    expect(await on.standing(1001)).toEqual([]);
  });

  test("who has answered since takes back the answer only", async () => {
    await on.says(`#incident ${NUMBER}`);
    await on.says("The vendor works on it.");
    await on.says("#undo");
    expect(await on.standing(1001)).toEqual(["linked by agent"]);
    expect((await on.desk.mails("answer"))[0]!.state).toBe("cancelled");
  });

  test("a colleague takes nothing back, and what a colleague has said since stands", async () => {
    await on.says(`#incident ${NUMBER}`, 1001, ANA);
    expect(await on.says("#undo", 1001, BEN)).toContain("there is no answer of yours");
    expect(await on.standing(1001)).toEqual(["linked by agent"]);
    await on.says("#incident off", 1001, BEN);
    expect(await on.says("#undo", 1001, ANA)).toContain("somebody has said of MO1234567 otherwise since");
    expect(await on.standing(1001)).toEqual(["unlinked by agent"]);
  });

  test("a link that stands in the diagnosis is taken back there, and #undo says how", async () => {
    await on.says(`#diagnosis\nincident: ${NUMBER}`);
    expect(await on.says("#undo")).toContain('#diagnosis and below it "incident: -" takes it back');
    expect(await on.standing(1001)).toEqual(["linked by agent"]);
  });
});

describe("R23 #undo of a mail that tells customers", () => {
  beforeEach(() => on.hang());

  test.each([
    ["that it is known", "tell", "MO1234567: nobody is told"],
    ["words", "tell\n\nThey expect it to last until noon.", "MO1234567: nobody is told"],
    ["that it is over", "resolved", "MO1234567: nobody is told, and it goes on"],
  ])("%s: none is told, and they may be told later", async (_name, act, said) => {
    await on.says(`#incident ${NUMBER} ${act}`);
    on.desk.pass(30 * SECOND);
    expect(await on.says("#undo")).toContain(said);
    await afterUndo();
    expect(await on.news()).toEqual([]);
    expect(await on.incidents()).toMatchObject([{ closedAt: null, round: 1 }]);
    const states = (await on.work()).map(({ state, because }) => `${state}: ${because}`);
    expect(new Set(states)).toEqual(new Set(["cancelled: taken back by its author"]));
    await on.says(`#incident ${NUMBER} ${act}`);
    await afterUndo();
    expect(await on.news()).toHaveLength(3);
  });

  test("once they have been told it is refused, and says what is left", async () => {
    await on.says(`#incident ${NUMBER} resolved`);
    await afterUndo();
    expect(await on.says("#undo")).toContain(
      "the customers on MO1234567 have been told already; #incident MO1234567 open says that it goes on",
    );
    expect(await on.incidents()).toMatchObject([{ closedAt: expect.any(Number) }]);
  });

  test("who was told in the meantime stays told, the others are not", async () => {
    await on.says(`#incident ${NUMBER} resolved`);
    on.desk.pass(MINUTE);
    const [first] = await on.work();
    await escalate(on.desk.ports, { id: first!.id, generation: first!.generation });
    expect(await on.says("#undo")).toContain("2 of 3 mails do not leave; the others have left already");
    await on.desk.climb();
    expect(await on.news()).toHaveLength(1);
    expect(await on.incidents()).toMatchObject([{ closedAt: null }]);
  });

  test("what a worker has in its hands is not waited for", async () => {
    await on.says(`#incident ${NUMBER} tell`);
    const [first] = await on.work();
    await on.desk.database.db.transaction(async (worker) => {
      await worker.select().from(rows.escalations).where(eq(rows.escalations.id, first!.id)).for("update");
      expect(await on.says("#undo")).toContain("2 of 3 mails do not leave");
    });
    await afterUndo();
    expect(await on.news()).toHaveLength(1);
  });

  test("an answer in the same mail is stopped with it, and on its own where they were told already", async () => {
    await on.says(`We keep an eye on it.\n\n#incident ${NUMBER} tell`);
    expect(await on.says("#undo")).toMatch(/your answer is not sent[\s\S]*nobody is told/);
    await on.says(`We keep an eye on it.\n\n#incident ${NUMBER} tell`);
    on.desk.pass(MINUTE - 10 * SECOND);
    // A worker's clock may be ahead of another's: it has told all before the answer's minute is over.
    for (const { id, generation, state } of await on.work()) {
      if (state !== "ready") continue;
      await on.desk.database.db
        .update(rows.escalations)
        .set({ dueAt: on.desk.now() })
        .where(eq(rows.escalations.id, id));
      await escalate(on.desk.ports, { id, generation });
    }
    const word = await on.says("#undo");
    expect(word).toMatch(/your answer is not sent[\s\S]*have been told already/);
    await afterUndo();
    expect((await on.desk.mails("answer")).map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
  });

  test("a colleague's word stays on its way", async () => {
    await on.says(`#incident ${NUMBER} tell`, 1001, ANA);
    await on.says(`#incident ${NUMBER} tell`, 1002, BEN);
    await on.says("#undo", 1001, ANA);
    await afterUndo();
    expect(await on.news()).toHaveLength(3);
  });

  test("#incident … open is undone while nobody was told anew", async () => {
    await on.says(`#incident ${NUMBER} resolved`);
    await afterUndo();
    const [before] = await on.incidents();
    await on.says(`#incident ${NUMBER} open`);
    expect(await on.says("#undo")).toContain("MO1234567 is over, as before");
    expect(await on.incidents()).toEqual([before]);
    await on.says(`#incident ${NUMBER} open`);
    await on.says(`#incident ${NUMBER} tell`, 1001, ANA);
    await afterUndo();
    expect(await on.says("#undo")).toContain("have been told anew since");
  });

  test("without any ticket on it there is nobody to tell, and it goes on again", async () => {
    await on.says("#incident EX1111111", 1001, ANA);
    await on.says("#resolve", 1001, ANA);
    await on.says("#incident EX1111111 resolved", 1001);
    expect(await on.says("#undo")).toContain("EX1111111: nobody is told, and it goes on");
  });
});
