import { getCACertificates } from "node:tls";

/**
 * TLS options by which a PEM of certificate authorities is trusted beside the system's, not instead of them: a desk may
 * have its own mail server and a token endpoint of the world.
 */
export function trusted(ca: string | undefined): { readonly ca?: string[] } {
  return ca ? { ca: [...getCACertificates("default"), ca] } : {};
}
