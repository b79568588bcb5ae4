import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, ask } from "./client";

/** `asOf`: a date or an instant; null for now. */
export function useOverview(tenant: string, asOf: string | null = null) {
  return useQuery(overviewQuery(tenant, asOf));
}

export function overviewQuery(tenant: string, asOf: string | null) {
  return queryOptions({
    queryKey: [tenant, "overview", asOf],
    queryFn: () =>
      ask(api.GET("/v1/{tenant}/overview", { params: { path: { tenant }, query: { as_of: asOf ?? undefined } } })),
  });
}
