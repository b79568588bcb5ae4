/** Who is asking. The gateway keeps it in a cookie that no script can read. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { spoken } from "../app/language";
import { problemOf } from "./problems";
import { queries } from "./queries";

export interface Named {
  vi: string;
  en: string;
}

export interface Session {
  tenant: string;
  tenant_name: Named | string | null;
  subject: string;
  role: string;
  role_name: Named;
  unit: string | null;
  unit_name: Named | string | null;
  central: boolean;
  expires_at: string;
  sample: boolean;
}

export interface Choice {
  tenant: string;
  name: Named | string;
  roles: { role: string; name: Named; units: { id: string; name: Named | string }[] | null }[];
}

export interface Choices {
  mode: "demo" | "oidc" | "none";
  sign_in: string | null;
  choices: Choice[];
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    headers: {
      accept: "application/json",
      "accept-language": spoken(),
      ...(body ? { "content-type": "application/json" } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  const said: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response.status, said);
  return said as T;
}

/** Null: nobody has signed in. */
async function whoever(): Promise<Session | null> {
  try {
    return await call<Session>("GET", "/session");
  } catch (error) {
    if (error instanceof Error && "status" in error && error.status === 401) return null;
    throw error;
  }
}

export const sessionQuery = queryOptions({ queryKey: ["session"], queryFn: whoever, staleTime: 60_000 });

export function useSession() {
  return useQuery(sessionQuery);
}

export function useChoices() {
  return useQuery({ queryKey: ["session", "choices"], queryFn: () => call<Choices>("GET", "/session/choices") });
}

export async function signIn(tenant: string, role: string, unit: string | null): Promise<Session> {
  const session = await call<Session>("POST", "/session", { tenant, role, unit });
  queries.clear();
  queries.setQueryData(["session"], session);
  return session;
}

export async function signOut(): Promise<void> {
  await call("DELETE", "/session");
  queries.clear();
  queries.setQueryData(["session"], null);
}
