import { enableCompileCache, type ResolveHookContext, registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

// Makes what is imported after it load in half to a third of the time: for the first line of an entry, whose other imports are
// then dynamic. Nothing else changes where it is missing.

/**
 * The one package that needs it. For each module that is resolved, Node 24 parses the `exports` of its package anew
 * (`getPackageScopeConfig` spreads the getters that were to parse it when first asked): drizzle-orm has 170 kB of them and
 * a hundred modules, which was two thirds of what a command cost before it began.
 */
const PACKAGE = "drizzle-orm";
const WITHIN = `/node_modules/${PACKAGE}/`;
const COMPILED = fileURLToPath(new URL("../../../node_modules/.cache/compiled", import.meta.url));

const entries = new Map<string, { readonly url: string; readonly format: string }>();

registerHooks({
  resolve(specifier, context, next) {
    // What is asked for by `require` has other files.
    if (!context.conditions.includes("import")) return next(specifier, context);
    const found = within(specifier, context) ?? entries.get(specifier);
    if (found !== undefined) return { ...found, shortCircuit: true };
    const resolved = next(specifier, context);
    if (specifier === PACKAGE || specifier.startsWith(`${PACKAGE}/`)) {
      const { url, format } = resolved;
      if (format === "module") entries.set(specifier, { url, format });
    }
    return resolved;
  },
});

/** A module of the package as another of its modules names it: always with its whole name. */
function within(specifier: string, { parentURL }: ResolveHookContext) {
  const isOwn = specifier.startsWith(".") && specifier.endsWith(".js") && parentURL?.includes(WITHIN);
  return isOwn ? { url: new URL(specifier, parentURL).href, format: "module" } : undefined;
}

// Beside the packages and not in a folder that others on the machine may write: what lies there is run.
enableCompileCache(COMPILED);
