import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.List;

/** An in-memory server that speaks MongoDB's protocol. Argument: a port, 0 for any. Says on which port it is ready. */
public class Server {
    /** The library's own versions stop at wire protocol 8; today's drivers ask for more and use nothing that 8 lacks. */
    private static final MongoVersion MONGO_5 = new MongoVersion() {
        public List<Integer> getVersionArray() {
            return List.of(5, 0, 0);
        }

        public int getWireVersion() {
            return 13;
        }
    };

    public static void main(String[] arguments) throws InterruptedException {
        var backend = new MemoryBackend();
        backend.version(MONGO_5);
        var server = new MongoServer(backend);
        server.bind("127.0.0.1", Integer.parseInt(arguments[0]));
        System.out.println("listening on " + server.getLocalAddress().getPort());
        Thread.currentThread().join();
    }
}
