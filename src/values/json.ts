/** What JSON can hold; used where rows keep a structured detail. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
