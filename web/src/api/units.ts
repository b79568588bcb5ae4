/** Units and groups of a tenant: asked once, all of them. */
import { useQuery } from "@tanstack/react-query";
import { api, ask, type Schemas } from "./client";
import { every } from "./every";

export type Unit = Schemas["UnitSnapshot"];

const MOST = 500;
const SELDOM_CHANGES_MS = 300_000;

export function useUnits(tenant: string) {
  return useQuery({
    queryKey: [tenant, "units"],
    staleTime: SELDOM_CHANGES_MS,
    queryFn: () =>
      every((cursor) =>
        ask(api.GET("/v1/{tenant}/units", { params: { path: { tenant }, query: { limit: MOST, cursor } } })),
      ),
  });
}

export function useGroups(tenant: string) {
  return useQuery({
    queryKey: [tenant, "groups"],
    staleTime: SELDOM_CHANGES_MS,
    queryFn: () =>
      every((cursor) =>
        ask(api.GET("/v1/{tenant}/groups", { params: { path: { tenant }, query: { limit: MOST, cursor } } })),
      ),
  });
}
