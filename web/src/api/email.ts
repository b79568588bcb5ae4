/** Notices by email: the rules of a tenant and its address book. */
import { useQuery } from "@tanstack/react-query";
import { ifMatch } from "../parts/command";
import { api, ask, type Schemas } from "./client";

export type Rules = Schemas["RulesAnswer"];
export type Book = Schemas["BookAnswer"];
export type Kind = Rules["mandatory"][number];
export type Office = Rules["digest_for"][number];

/** What a tenant may make mandatory or urgent, in the order in which it is shown. */
export const KINDS: Kind[] = [
  "assigned",
  "invited",
  "overdue",
  "escalation",
  "reminder",
  "deadline_moved",
  "status_changed",
];
export const OFFICES: Office[] = [
  "chairman",
  "permanent_vice_chairman",
  "head",
  "officer",
  "standing_officer",
  "office_officer",
];

export function useRules(tenant: string) {
  return useQuery({
    queryKey: [tenant, "email", "rules"],
    queryFn: () => ask(api.GET("/v1/{tenant}/email/rules", { params: { path: { tenant } } })),
  });
}

export function setRules(tenant: string, version: number, body: Schemas["NewRules"]) {
  return ask(api.PUT("/v1/{tenant}/email/rules", { params: { path: { tenant }, header: ifMatch(version) }, body }));
}

export function useBook(tenant: string) {
  return useQuery({
    queryKey: [tenant, "email", "book"],
    queryFn: () => ask(api.GET("/v1/{tenant}/email/addresses", { params: { path: { tenant } } })),
  });
}

export function setBook(tenant: string, version: number, entries: Schemas["NewBook"]["entries"]) {
  const params = { path: { tenant }, header: ifMatch(version) };
  return ask(api.PUT("/v1/{tenant}/email/addresses", { params, body: { entries } }));
}

/** Sends the link by which an address says that it wants these mails. */
export function askAddress(tenant: string, address: string) {
  return ask(
    api.POST("/v1/{tenant}/email/addresses/verification", { params: { path: { tenant } }, body: { address } }),
  );
}
