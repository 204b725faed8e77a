package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.wire.PacketPool;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssociationTableTest {
    private final Engine engine = new Engine(1);
    private final Tcp tcp = new Tcp(new FakeInternetLayer(engine, new PacketPool(), 1), engine.chance("t"),
            TcpSettings.linuxLike());

    private Connection connection(int number) {
        return new Connection(tcp, 1, 1000 + number % 7, number / 7 % 5, number / 35, null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsWhatWasAddedAndNothingElseWhateverIsRemoved(long seed) {
        Chance chance = Chance.of(seed, "table");
        var table = new AssociationTable();
        var all = new ArrayList<Connection>();
        var present = new ArrayList<Connection>();
        for (int i = 0; i < 400; i++) {
            all.add(connection(i));
        }
        for (int step = 0; step < 4000; step++) {
            Connection one = all.get(chance.nextInt(all.size()));
            if (present.remove(one)) {
                table.remove(one);
            } else {
                table.add(one);
                present.add(one);
            }
            Connection other = all.get(chance.nextInt(all.size()));
            assertThat(table.find(1, other.localPort, other.remoteAddress, other.remotePort))
                    .as("seed " + seed + " step " + step).isEqualTo(present.contains(other) ? other : null);
            assertThat(table.size()).isEqualTo(present.size());
        }
    }
}
