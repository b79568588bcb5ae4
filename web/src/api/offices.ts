/** The units behind the two roles that keep a tenant's programme going. */
import { useQuery } from "@tanstack/react-query";
import { api, ask } from "./client";
import { every } from "./every";

const MOST = 500;
const SELDOM_CHANGES_MS = 300_000;

export interface Offices {
  standing: string | null;
  office: string | null;
}

export function useOffices(tenant: string): Offices | undefined {
  return useQuery({
    queryKey: [tenant, "offices"],
    staleTime: SELDOM_CHANGES_MS,
    queryFn: async () => {
      const tenants = await every((cursor) =>
        ask(api.GET("/v1/tenants", { params: { query: { limit: MOST, cursor } } })),
      );
      const own = tenants.find(({ id }) => id === tenant);
      return { standing: own?.standing_unit ?? null, office: own?.office_unit ?? null };
    },
  }).data;
}
