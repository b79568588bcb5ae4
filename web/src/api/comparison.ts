import { useQuery } from "@tanstack/react-query";
import { api, ask } from "./client";

const AGAIN_MS = 30_000;

/** Every province side by side; `asOf`: a date or an instant, null for now. Events of provinces do not reach this page. */
export function useComparison(tenant: string, asOf: string | null, enabled = true) {
  return useQuery({
    enabled,
    queryKey: [tenant, "comparison", asOf],
    queryFn: () => ask(api.GET("/v1/comparison", { params: { query: { as_of: asOf ?? undefined } } })),
    refetchInterval: asOf === null ? AGAIN_MS : false,
  });
}
