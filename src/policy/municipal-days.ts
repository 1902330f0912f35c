/**
 * The municipal holidays of Portugal's district capitals, and the days of its two autonomous regions, by the codes of
 * ISO 3166-2:PT. No data package has them: they are the municipality's to choose. Each is a date, or days after Easter.
 */
const DAYS: Readonly<Record<string, { readonly on: string | number; readonly name: string }>> = {
  "01": { on: "05-12", name: "Santa Joana (Aveiro)" },
  "02": { on: 39, name: "Ascensão (Beja)" },
  "03": { on: "06-24", name: "São João (Braga)" },
  "04": { on: "08-22", name: "Nossa Senhora das Graças (Bragança)" },
  "05": { on: 16, name: "Nossa Senhora de Mércoles (Castelo Branco)" },
  "06": { on: "07-04", name: "Rainha Santa Isabel (Coimbra)" },
  "07": { on: "06-29", name: "São Pedro (Évora)" },
  "08": { on: "09-07", name: "Dia da Cidade (Faro)" },
  "09": { on: "11-27", name: "Dia da Cidade (Guarda)" },
  "10": { on: "05-22", name: "Dia do Município (Leiria)" },
  "11": { on: "06-13", name: "Santo António (Lisboa)" },
  "12": { on: "05-23", name: "Dia do Município (Portalegre)" },
  "13": { on: "06-24", name: "São João (Porto)" },
  "14": { on: "03-19", name: "São José (Santarém)" },
  "15": { on: "09-15", name: "Bocage (Setúbal)" },
  "16": { on: "08-20", name: "Nossa Senhora da Agonia (Viana do Castelo)" },
  "17": { on: "06-13", name: "Santo António (Vila Real)" },
  "18": { on: "09-21", name: "São Mateus (Viseu)" },
  "20": { on: 50, name: "Dia da Região (Açores)" },
  "30": { on: "07-01", name: "Dia da Região (Madeira)" },
};

/**
 * What to write below `holidays.add` for a region of Portugal: `06-13: Santo António (Lisboa)`, or a line for each of
 * `years` where the day moves with Easter. Empty for another region.
 */
export function municipalDays(region: string, [from, to]: readonly [number, number]): readonly string[] {
  const day = Object.hasOwn(DAYS, region) ? DAYS[region]! : null;
  if (day === null) return [];
  const { on, name } = day;
  if (typeof on === "string") return [`${on}: ${name}`];
  const years = Array.from({ length: to - from + 1 }, (_, n) => from + n);
  return years.map((year) => `${afterEaster(year, on)}: ${name}`);
}

/** A civil date, days after Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876). */
function afterEaster(year: number, days: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const leaps = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25);
  const moon = (leaps + 19 * golden + 15) % 30;
  const epact = moon - (moon === 29 || (moon === 28 && golden > 10) ? 1 : 0);
  const weekday = (year + Math.floor(year / 4) + epact + 2 - century + Math.floor(century / 4)) % 7;
  // Days from 28 March to Easter Sunday.
  const offset = epact - weekday;
  return new Date(Date.UTC(year, 2, 28 + offset + days)).toISOString().slice(0, 10);
}
