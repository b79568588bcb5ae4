import { Navigate } from "react-router";
import { useSession } from "../api/session";
import { Waiting } from "../parts/Waiting";

/** `/`: to one's own province, or to the door. */
export function Home() {
  const session = useSession();
  if (session.isPending) return <Waiting />;
  return session.data ? (
    <Navigate to={`/t/${session.data.tenant}/overview`} replace />
  ) : (
    <Navigate to="/sign-in" replace />
  );
}
