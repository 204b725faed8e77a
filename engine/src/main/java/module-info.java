/// Time: one clock, the events that wait on it, seeded chance, and the way in for other threads.
module io.netjar.engine {
    requires static transitive org.jspecify;

    exports io.netjar.engine;
}
