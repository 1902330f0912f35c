/** The page's own words; what the policy says comes from the policy. */
export interface PageWords {
  readonly language: string;
  /** What Intl formats dates, numbers and prices for. */
  readonly locale: string;
  readonly languageName: string;
  readonly title: string;
  readonly intro: (desk: string) => string;
  readonly skip: string;
  readonly inOtherLanguages: string;
  readonly support: string;
  readonly plans: string;
  readonly price: string;
  readonly included: string;
  readonly per: { readonly [unit in "month" | "year" | "user" | "incident" | "hour"]: string };
  readonly hours: string;
  readonly hoursIntro: string;
  /** As hours are called, and as they are described. */
  readonly aroundTheClock: string;
  readonly always: string;
  readonly closed: string;
  readonly and: string;
  readonly dayRange: (first: string, last: string) => string;
  readonly daily: string;
  readonly timeZone: (zone: string, offset: string) => string;
  readonly unionOf: string;
  readonly exceptions: string;
  readonly holidays: string;
  readonly noHolidays: string;
  readonly calendarFile: string;
  readonly contact: string;
  readonly email: string;
  readonly phone: string;
  readonly web: string;
  readonly forSeverities: (names: string) => string;
  readonly duringHours: (hours: string) => string;
  readonly inLanguages: (names: string) => string;
  readonly languages: string;
  readonly severities: string;
  readonly severity: string;
  readonly means: string;
  readonly examples: string;
  readonly raising: string;
  readonly targets: string;
  readonly targetsOf: (plan: string) => string;
  readonly targetsIntro: string;
  readonly kinds: {
    readonly [kind in "firstResponse" | "nextResponse" | "update" | "resolution"]: string;
  };
  readonly kindsMean: {
    readonly [kind in "firstResponse" | "nextResponse" | "update" | "resolution"]: string;
  };
  readonly counted: string;
  readonly noTarget: string;
  readonly pauses: (kinds: string, reason: string) => string;
  readonly pauseReason: { readonly [reason in "customer" | "vendor"]: string };
  readonly workingDays: (count: number) => string;
  readonly days: (count: number) => string;
  readonly hoursLong: (count: number) => string;
  readonly minutesLong: (count: number) => string;
  readonly dayMeans: (day: string, length: string) => string;
  readonly services: string;
  readonly scope: string;
  readonly exclusions: string;
  readonly exclusionsGeneral: string;
  readonly duties: string;
  readonly charges: string;
  readonly escalation: string;
  readonly functional: string;
  readonly hierarchic: string;
  readonly upstream: string;
  readonly dataProtection: string;
  readonly changes: string;
  readonly version: string;
  readonly versionLine: (id: string, effective: string) => string;
  readonly pinned: string;
  /** Said over a version that is not the one in force, and of one that will be. */
  readonly notInForce: string;
  readonly readCurrent: string;
  readonly announced: (effective: string) => string;
  readonly asData: string;
}
