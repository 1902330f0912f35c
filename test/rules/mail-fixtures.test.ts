import { expect, test } from "vitest";
import { differencesOf, loadFixtures } from "../fixtures/fixture.ts";

test.each(loadFixtures().map((fixture) => [`${fixture.class}: ${fixture.trait}`, fixture] as const))(
  "%s",
  (_name, fixture) => expect(differencesOf(fixture)).toEqual([]),
);
