package io.jolt.benchmarks;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/**
 * What may look inside Jolt. The harness also runs with other builds, whose insides
 * differ.
 */
@AnalyzeClasses(packages = "io.jolt.benchmarks", importOptions = DoNotIncludeTests.class)
class HarnessWallTests {

	@ArchTest
	final ArchRule onlyTheCodecsBenchmarksUseInternals = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage("io.jolt.benchmarks.codec..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.jolt.client.internal..", "io.jolt.broker..");

}
