// A certified OpenID provider on a free port of this machine, with one client and a sign-in page that asks only who you are.
//
//   node provider.mjs '{"redirects": ["http://127.0.0.1:8000/api/v1/auth/providers/club/callback"]}'
//
// prints one line of JSON, {"issuer", "client_id", "client_secret"}, and serves until its standard input ends.

import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";

import { Provider } from "oidc-provider";

const asked = JSON.parse(process.argv[2] ?? "{}");
const client = { client_id: "rallyboard", client_secret: asked.secret ?? randomBytes(24).toString("hex") };
const server = createServer();

// However the tests end, no provider is left behind: the pipe ends with them.
process.stdin.resume().on("end", () => process.exit());

server.listen(asked.port ?? 0, "127.0.0.1", () => {
  const issuer = `http://${asked.host ?? "localhost"}:${server.address().port}`;
  const provider = new Provider(issuer, configuration());
  provider.use((context, next) => signInPage(provider, context, next));
  server.on("request", provider.callback());
  process.stdout.write(`${JSON.stringify({ issuer, ...client })}\n`);
});

function configuration() {
  return {
    clients: [{ ...client, redirect_uris: asked.redirects, grant_types: ["authorization_code"], response_types: ["code"] }],
    claims: { openid: ["sub"], profile: ["name", "preferred_username"], email: ["email", "email_verified"] },
    cookies: { keys: [randomBytes(24).toString("hex")] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, id) => ({ accountId: id, claims: () => claimsOf(id) }),
    interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
    jwks: { keys: [signingKey()] },
    loadExistingGrant: consented,
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" };
}

// The name that was typed is the subject; the address belongs to it, and is said to be verified.
function claimsOf(id) {
  return { sub: id, name: id, preferred_username: id, email: `${id}@example.org`, email_verified: true };
}

// Everybody agrees to everything: consent is not what is tested here.
async function consented(context) {
  const { client: asking, params, provider, session } = context.oidc;
  const grant = new provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
  grant.addOIDCScope(params.scope);
  await grant.save();
  return grant;
}

async function signInPage(provider, context, next) {
  if (!context.path.startsWith("/sign-in/")) return next();
  if (context.method === "GET") return void (context.body = page(context.path));
  const form = new URLSearchParams(await text(context.req));
  const outcome = form.has("cancel")
    ? { error: "access_denied", error_description: "The person said no." }
    : { login: { accountId: form.get("login"), remember: false } };
  await provider.interactionFinished(context.req, context.res, outcome, { mergeWithLastSubmission: false });
  context.respond = false;
}

function page(path) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Club</title><link rel="icon" href="data:,"><h1>Sign in to the club</h1>
<form method="post" action="${path}"><label>Name <input name="login"></label>
<button>Continue</button> <button name="cancel" value="1">Cancel</button></form></html>`;
}

async function text(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
