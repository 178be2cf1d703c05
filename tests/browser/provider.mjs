// A real identity provider on loopback: `node provider.mjs PORT ADDRESS_OF_THE_DASHBOARD`.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.cwd()}/`);
const { default: Provider } = await import(pathToFileURL(require.resolve("oidc-provider")));
const [port, dashboard] = process.argv.slice(2);
const back = `${dashboard}/oauth2callback`;

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: "bang-theo-doi", client_secret: "bi-mat-cua-phep-thu",
    redirect_uris: [back], post_logout_redirect_uris: [back],
    grant_types: ["authorization_code"], response_types: ["code"],
  }],
  pkce: { required: () => true },
  // Whoever types a name is that person, with a proved address.
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `Người tên ${id}`, email: `${id}@babe.test`, email_verified: true }),
  }),
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  cookies: { keys: ["chi-de-thu"] },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
