package io.netjar.verify;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.netjar.gateway.Doors;
import io.netjar.netty.HostTransport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.SocketFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    private static final List<String> BARE = List.of("java.lang.RuntimeException", "java.lang.Exception");
    private static final String[] CORE = {"io.netjar.wire..", "io.netjar.engine..", "io.netjar.net.."};
    private static final String[] INSIDE = {"io.netjar.wire..", "io.netjar.engine..", "io.netjar.net..",
            "io.netjar.netty..", "io.netjar.dns..", "io.netjar.web..", "io.netjar.internet.."};
    private static final List<Class<?>> CONNECTING = List.of(Socket.class, DatagramSocket.class,
            SocketChannel.class, DatagramChannel.class, AsynchronousSocketChannel.class, URLConnection.class,
            SocketFactory.class, NioSocketChannel.class);
    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(
            Checkout.MODULES.stream().map(module -> Checkout.root().resolve(module + "/target/classes"))
                    .toArray(
                            Path[]::new));

    @Test
    void sawTheWholeProject() {
        assertThat(CLASSES).hasSizeGreaterThan(250);
        for (String module : Checkout.MODULES) {
            assertThat(CLASSES.containPackage("io.netjar." + module)).as(module).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"wire, 'engine net netty dns web internet gateway cli'",
            "engine, 'wire net netty dns web internet gateway cli'",
            "net, 'netty dns web internet gateway cli'",
            "netty, 'dns web internet gateway cli'", "dns, 'netty web internet gateway cli'",
            "web, 'dns internet gateway cli'", "internet, 'gateway cli'", "gateway, 'cli'"})
    void importsPointDown(String module, String above) {
        String[] forbidden = List.of(above.split(" ")).stream().map(name -> "io.netjar." + name + "..")
                .toArray(
                        String[]::new);
        check(noClasses().that().resideInAPackage("io.netjar." + module + "..").should().dependOnClassesThat()
                .resideInAnyPackage(forbidden));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("io.netjar.(**)").should().beFreeOfCycles());
    }

    @Test
    void insideOfNetjarReadsNoWallClockAndUsesNoUnseededChance() {
        check(noClasses().that().resideInAnyPackage(INSIDE).should().callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis").orShould().callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.time.Instant.class, "now").orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould().callMethod(UUID.class, "randomUUID").orShould().dependOnClassesThat()
                .belongToAnyOf(Random.class, ThreadLocalRandom.class));
    }

    @Test
    void coreKeepsNoCollectionsWithoutOrder() {
        ArchRule rule = noClasses().that().resideInAnyPackage(CORE).should().callConstructorWhere(
                target(owner(assignableTo(HashMap.class))).and(target(owner(name(HashMap.class.getName())))))
                .orShould()
                .callConstructorWhere(target(owner(name(HashSet.class.getName()))));
        check(rule);
    }

    @Test
    void coreHasNoLocksAndOneMailbox() {
        check(noClasses().that().resideInAnyPackage(CORE).and().doNotHaveSimpleName("Mailbox").should()
                .dependOnClassesThat().resideInAnyPackage("java.util.concurrent..").orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class));
        check(fields().that().areDeclaredInClassesThat()
                .resideInAnyPackage("io.netjar.wire..", "io.netjar.net..")
                .should().notHaveModifier(JavaModifier.VOLATILE));
    }

    @Test
    void coreHasNoThirdPartyCode() {
        check(classes().that().resideInAnyPackage(CORE).should().onlyDependOnClassesThat()
                .resideInAnyPackage("io.netjar..", "java..", "org.jspecify.."));
    }

    /// What runs inside has the emulated hosts' sockets. Of the real ones there are those on which doors and servers listen, and
    /// those of the benchmarks that let two kernels speak with each other in network namespaces.
    @Test
    void nothingCanConnectToTheRealNetwork() {
        check(noClasses().that().resideOutsideOfPackage("io.netjar.cli.linux..").should()
                .callCodeUnitWhere(target(owner(describe("a socket that connects",
                        type -> CONNECTING.stream().anyMatch(type::isAssignableTo)))))
                .orShould().dependOnClassesThat().resideInAnyPackage("java.net.http..",
                        "io.netty.channel.epoll..", "io.netty.channel.kqueue..", "io.netty.channel.uring.."));
        check(noClasses().should().callMethod(URL.class, "openStream").orShould()
                .callMethod(URL.class, "openConnection"));
    }

    /// The only datagram socket of the real machine is the DNS door's. It answers whoever asks, and nobody else.
    @Test
    void doorsListenAndConnectNowhere() {
        check(noClasses().that().doNotHaveFullyQualifiedName(Doors.class.getName()).should()
                .dependOnClassesThat()
                .belongToAnyOf(NioDatagramChannel.class));
        check(noClasses().that().doNotHaveFullyQualifiedName(Doors.class.getName()).and()
                .doNotHaveFullyQualifiedName(HostTransport.class.getName()).should()
                .callConstructor(Bootstrap.class));
        check(noClasses().that().haveFullyQualifiedName(Doors.class.getName()).should()
                .callMethodWhere(target(name("connect"))));
    }

    /// The words that are looked up there are an address in digits or `localhost`: where a door is to open.
    @Test
    void namesAreNotLookedUpOutside() {
        check(noClasses().that().doNotHaveSimpleName("DoorOptions").should()
                .callMethod(InetAddress.class, "getByName", String.class).orShould()
                .callMethod(InetAddress.class, "getAllByName", String.class).orShould()
                .callConstructor(InetSocketAddress.class, String.class, int.class));
        check(noClasses().should().callMethod(InetAddress.class, "getLocalHost").orShould()
                .callMethod(InetAddress.class, "getHostName").orShould()
                .callMethod(InetAddress.class, "getCanonicalHostName").orShould()
                .callMethod(InetSocketAddress.class, "getHostName"));
    }

    @Test
    void onlyTheCommandPrints() {
        check(noClasses().that().resideOutsideOfPackage("io.netjar.cli..").should()
                .accessField(System.class, "out")
                .orShould().accessField(System.class, "err"));
    }

    @Test
    void nothingThrowsAnExceptionThatSaysNothing() {
        check(noClasses().should().callConstructorWhere(describe("a bare RuntimeException or Exception",
                call -> BARE.contains(call.getTargetOwner().getName()) && !isSuper(call))));
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked = new ArrayList<String>();
        Map<String, JavaPackage> packages = new HashMap<>();
        for (JavaClass type : CLASSES) {
            packages.put(type.getPackageName(), type.getPackage());
        }
        packages.forEach((name, javaPackage) -> {
            if (!name.isEmpty() && !javaPackage.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(name);
            }
        });
        assertThat(unmarked).isEmpty();
    }

    /// A named exception calls the constructor of what it extends.
    private static boolean isSuper(JavaConstructorCall call) {
        return call.getOrigin().isConstructor() && call.getOriginOwner().isAssignableTo(Throwable.class);
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(false).check(CLASSES);
    }
}
