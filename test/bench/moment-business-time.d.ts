/** The package has no types: the part of it that the bench uses. */
declare module "moment-business-time" {
  interface Moment {
    addWorkingTime(amount: number, unit: "hours"): Moment;
    valueOf(): number;
  }
  const moment: {
    (ms: number): Moment;
    updateLocale(name: string, data: { readonly holidays: readonly string[] }): void;
  };
  export default moment;
}
