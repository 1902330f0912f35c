import type { Person } from "./stage.ts";

/** Four who answer; Ben leads. */
export const ANA: Person = {
  name: "Ana Sousa",
  address: "ana@contoso.example",
  client: "Outlook on the web",
  signature: "Ana Sousa\nSecond line, Contoso\n+351 21 555 0101",
};
export const BEN: Person = {
  name: "Ben Okafor",
  address: "ben@contoso.example",
  client: "Thunderbird",
  signature: "Ben Okafor, head of support",
};
export const CHEN: Person = { name: "Chen Wu", address: "chen@contoso.example", client: "Gmail" };
export const DORA: Person = { name: "Dora Lind", address: "dora@contoso.example", client: "Apple Mail" };
export const AGENTS = [ANA, BEN, CHEN, DORA];

/** Two companies, and one who writes from an address that anybody can have. */
export const CARLA: Person = {
  name: "Carla Conti",
  address: "carla@fabrikam.example",
  client: "Outlook",
};
export const EVA: Person = {
  name: "Eva Brandt",
  address: "eva@fabrikam.example",
  client: "Outlook on a phone",
};
export const DAVE: Person = { name: "Dave Lopez", address: "dave@tailspin.example", client: "Apple Mail" };
export const GINA: Person = { name: "Gina Reis", address: "gina@gmail.com", client: "Gmail" };
export const CUSTOMERS = [CARLA, EVA, DAVE, GINA];

/** Who knows more about the product: the provider that Contoso buys from. */
export const HARBOUR: Person = { name: "Harbour Cloud", address: "cases@harbour.example", client: "mutt" };

/** A consultant who was sent an answer of ours, and somebody who means no good. */
export const MAX: Person = { name: "Max Ferro", address: "max@ferro.example", client: "mutt" };
export const MALLORY: Person = { name: "Ana Sousa", address: ANA.address, client: "Outlook" };
