/** Cities after which zones are named, where a language has its own name for them. */
const CITIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Lisbon: { pt: "Lisboa", es: "Lisboa", de: "Lissabon", fr: "Lisbonne" },
  Azores: { pt: "os Açores", es: "las Azores", de: "Azoren", fr: "Açores" },
  London: { pt: "Londres", es: "Londres", fr: "Londres" },
  Berlin: { pt: "Berlim", es: "Berlín" },
  Zurich: { pt: "Zurique", es: "Zúrich", de: "Zürich" },
  Vienna: { pt: "Viena", es: "Viena", de: "Wien", fr: "Vienne" },
  Brussels: { pt: "Bruxelas", es: "Bruselas", de: "Brüssel", fr: "Bruxelles" },
  Luxembourg: { pt: "Luxemburgo", es: "Luxemburgo", de: "Luxemburg" },
  Dublin: { pt: "Dublim", es: "Dublín" },
  Paris: { es: "París" },
  Rome: { pt: "Roma", es: "Roma", de: "Rom" },
  Warsaw: { pt: "Varsóvia", es: "Varsovia", de: "Warschau", fr: "Varsovie" },
  Athens: { pt: "Atenas", es: "Atenas", de: "Athen", fr: "Athènes" },
  Moscow: { pt: "Moscovo", es: "Moscú", de: "Moskau", fr: "Moscou" },
  Amsterdam: { pt: "Amesterdão", es: "Ámsterdam" },
  "New York": { pt: "Nova Iorque", es: "Nueva York" },
  "Sao Paulo": { en: "São Paulo", pt: "São Paulo", es: "São Paulo", de: "São Paulo", fr: "São Paulo" },
  Tokyo: { pt: "Tóquio", es: "Tokio", de: "Tokio" },
};
const BRAZILIAN: Readonly<Record<string, string>> = {
  "New York": "Nova York",
  Moscow: "Moscou",
  Amsterdam: "Amsterdã",
  Dublin: "Dublin",
};

/** The place a zone is named after, in the reader's language: `Europe/Lisbon` is Lisboa. `UTC` stays. */
export function zoneCity(timeZone: string, language: string): string {
  const city = timeZone.split("/").at(-1)!.replaceAll("_", " ");
  if (language === "pt-BR" && Object.hasOwn(BRAZILIAN, city)) return BRAZILIAN[city]!;
  const names = Object.hasOwn(CITIES, city) ? CITIES[city]! : {};
  return names[language.split("-")[0]!] ?? city;
}

/** Zones that are named after no place. */
export function isUtc(timeZone: string): boolean {
  return /^(?:(?:Etc\/)?(?:UTC|GMT|Universal|Zulu|UCT|Greenwich)|Etc\/GMT[+-]?0)$/.test(timeZone);
}
