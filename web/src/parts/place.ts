import { useComparison } from "../api/comparison";
import type { Session } from "../api/session";
import { useField, useSaid } from "./said";

/** Whose figures a page shows: of one's own tenant, or of the province that the central level has opened. */
export function usePlace(session: Session, tenant: string): string {
  const said = useSaid();
  const field = useField();
  const elsewhere = tenant !== session.tenant;
  const provinces = useComparison(session.tenant, null, elsewhere && session.central).data?.provinces;
  const opened = provinces?.find((province) => province.tenant === tenant);
  if (elsewhere) return opened ? field(opened, "name") : tenant;
  return said(session.tenant_name) ?? tenant;
}
