package io.jolt.integration.architecture;

import java.util.Arrays;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/**
 * What a module may depend on. An arrow never points back.
 */
@AnalyzeClasses(packages = "io.jolt", importOptions = { DoNotIncludeTests.class, DoNotIncludeTestJars.class })
class ModuleWallTests {

	@ArchTest
	final ArchRule arrowsBetweenModulesPointOneWay = Architectures.layeredArchitecture()
		.consideringOnlyDependenciesInLayers()
		.layer("jolt-core")
		.definedBy("io.jolt.client..")
		.layer("jolt-broker")
		.definedBy("io.jolt.broker..")
		.layer("jolt-spring")
		.definedBy("io.jolt.spring..")
		.layer("jolt-spring-boot-autoconfigure")
		.definedBy("io.jolt.boot.autoconfigure..")
		.layer("jolt-spring-boot-starter-test")
		.definedBy("io.jolt.boot.test..")
		.layer("sample-app")
		.definedBy("io.jolt.sample..")
		.whereLayer("jolt-core")
		.mayOnlyBeAccessedByLayers("jolt-spring", "jolt-spring-boot-autoconfigure", "jolt-spring-boot-starter-test",
				"sample-app")
		.whereLayer("jolt-broker")
		.mayOnlyBeAccessedByLayers("jolt-spring-boot-autoconfigure", "jolt-spring-boot-starter-test")
		.whereLayer("jolt-spring")
		.mayOnlyBeAccessedByLayers("jolt-spring-boot-autoconfigure", "jolt-spring-boot-starter-test", "sample-app")
		.whereLayer("jolt-spring-boot-autoconfigure")
		.mayOnlyBeAccessedByLayers("jolt-spring-boot-starter-test")
		.whereLayer("jolt-spring-boot-starter-test")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("sample-app")
		.mayNotBeAccessedByAnyLayer();

	@ArchTest
	final ArchRule theClientStandsOnItsOwn = ArchRuleDefinition.classes()
		.that()
		.resideInAPackage("io.jolt.client..")
		.should()
		.onlyDependOnClassesThat()
		.resideInAnyPackage("io.jolt.client..", "java..", "javax.crypto..", "javax.net..", "javax.security.auth.x500..",
				"org.slf4j..", "tools.jackson.core..", "org.jspecify.annotations..");

	@ArchTest
	final ArchRule theNeutralApiNamesNoTransport = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("io.jolt.client")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.jolt.client.tcp..", "io.jolt.client.internal..", "io.jolt.client.spi..",
				"io.jolt.client.connection..", "java.net..", "javax.net..");

	@ArchTest
	final ArchRule whatTransportsShareKnowsNoneOfThem = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("io.jolt.client.spi..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.jolt.client.tcp..", "io.jolt.client.internal..", "io.jolt.client.connection..",
				"java.net..", "javax.net..");

	@ArchTest
	final ArchRule theBrokerKnowsNeitherSpringNorTheClient = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("io.jolt.broker..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "io.jolt.client..");

	@ArchTest
	final ArchRule theSpringModuleDoesNotKnowSpringBoot = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("io.jolt.spring..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot..");

	@ArchTest
	final ArchRule theClientsInternalsStayInside = ArchRuleDefinition.classes()
		.that()
		.resideInAPackage("io.jolt.client.internal..")
		.should()
		.onlyHaveDependentClassesThat()
		.resideInAPackage("io.jolt.client..");

	@ArchTest
	final ArchRule theBrokersInternalsStayInside = ArchRuleDefinition.classes()
		.that()
		.resideInAPackage("io.jolt.broker.internal..")
		.should()
		.onlyHaveDependentClassesThat()
		.resideInAPackage("io.jolt.broker..");

	@ArchTest
	final ArchRule arrowsBetweenTheClientsRoomsPointOneWay = eachKnowsOnlyThoseBefore("protocol", "transport",
			"security", "runtime", "request", "link", "subscription", "session");

	@ArchTest
	final ArchRule theClientsRoomsFormNoCycle = SlicesRuleDefinition.slices()
		.matching("io.jolt.client.internal.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	final ArchRule theBrokersRoomsFormNoCycle = SlicesRuleDefinition.slices()
		.matching("io.jolt.broker.internal.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	final ArchRule theSpringPackagesFormNoCycle = SlicesRuleDefinition.slices()
		.matching("io.jolt.spring.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	final ArchRule theSampleUsesOnlyWhatAUserWouldUse = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("io.jolt.sample..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.jolt.broker..", "io.jolt.boot..", "..internal..");

	private static ArchRule eachKnowsOnlyThoseBefore(String... rooms) {
		LayeredArchitecture result = Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
		for (String room : rooms) {
			result = result.layer(room).definedBy("io.jolt.client.internal." + room + "..");
		}
		for (int i = 0; i < rooms.length - 1; i++) {
			result = result.whereLayer(rooms[i])
				.mayOnlyBeAccessedByLayers(Arrays.copyOfRange(rooms, i + 1, rooms.length));
		}
		return result.whereLayer(rooms[rooms.length - 1]).mayNotBeAccessedByAnyLayer();
	}

}
