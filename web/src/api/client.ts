/** The gateway's public API, typed by its own description (`schema.d.ts` is made from it, never written by hand). */
import createClient, { type Middleware } from "openapi-fetch";
import { spoken } from "../app/language";
import { problemOf } from "./problems";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

const withLanguage: Middleware = {
  onRequest({ request }) {
    request.headers.set("accept-language", spoken());
    return request;
  },
};

/** Every command can be sent again: the same attempt carries the same key. */
const withKey: Middleware = {
  onRequest({ request }) {
    if (request.method !== "GET" && !request.headers.has("idempotency-key")) {
      request.headers.set("idempotency-key", crypto.randomUUID());
    }
    return request;
  },
};

export const api = createClient<paths>({
  baseUrl: "",
  credentials: "same-origin",
  querySerializer: { array: { style: "form", explode: true } },
});
api.use(withLanguage, withKey);

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a good answer. Throws Problem. */
export async function ask<T>(asked: Promise<Answered<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await asked;
  if (!response.ok) throw problemOf(response.status, error);
  return data as NonNullable<T>;
}
