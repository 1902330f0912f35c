const { PATH, NODE_COMPILE_CACHE } = process.env;

/** What a command finds in its environment unless a test gives more: no setting of whoever runs the tests. */
export const BARE_ENV: NodeJS.ProcessEnv = { PATH, NODE_COMPILE_CACHE };
