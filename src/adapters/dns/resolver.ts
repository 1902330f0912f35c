import { Resolver as DnsResolver } from "node:dns/promises";

/** Looks up records of a type: a list of records, each a list of strings, as DKIM and DMARC want them. */
export type Resolver = (name: string, type: string) => Promise<string[][]>;

const dns = new DnsResolver({ timeout: 2000, tries: 2 });

/** The system's own resolver, impatient: a sender that cannot be proved now is a sender without proof. */
export const systemResolver: Resolver = async (name, type) => {
  const found = await dns.resolve(name, type);
  return (Array.isArray(found) ? found : [found]).map((record) =>
    Array.isArray(record) ? record : [String(record)],
  );
};
