package io.jolt.integration.architecture;

import java.lang.ref.Reference;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Timer;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.jspecify.annotations.NullMarked;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * What holds in every class.
 */
@AnalyzeClasses(packages = "io.jolt", importOptions = { DoNotIncludeTests.class, DoNotIncludeTestJars.class })
class HabitTests {

	private static final List<Class<?>> STATEFUL = List.of(ConcurrentMap.class, HashMap.class, ArrayList.class,
			HashSet.class, Queue.class, Executor.class, Thread.class, Timer.class, AtomicBoolean.class,
			AtomicInteger.class, AtomicLong.class, AtomicReference.class, LongAdder.class, Reference.class);

	@ArchTest
	final ArchRule everyPackageIsNullMarked = ArchRuleDefinition.classes().should(new BeInANullMarkedPackage());

	@ArchTest
	final ArchRule theCodecTouchesNoSocketThreadOrClock = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("io.jolt.client.internal.protocol..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("java.net..", "java.nio.channels..", "java.util.concurrent..", "java.time..")
		.orShould()
		.dependOnClassesThat()
		.belongToAnyOf(Thread.class)
		.orShould()
		.callMethod(System.class, "nanoTime")
		.orShould()
		.callMethod(System.class, "currentTimeMillis");

	@ArchTest
	final ArchRule onlyTheTransportOpensSockets = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage("io.jolt.client..")
		.and()
		.resideOutsideOfPackage("io.jolt.client.internal.transport..")
		.should()
		.dependOnClassesThat()
		.belongToAnyOf(java.net.Socket.class, java.nio.channels.SocketChannel.class);

	/**
	 * The wall clock may jump. Only what compares the dates of certificates may ask for
	 * it.
	 */
	@ArchTest
	final ArchRule nothingIsTimedByTheWallClock = ArchRuleDefinition.noClasses()
		.that()
		.resideInAnyPackage("io.jolt.client..", "io.jolt.broker..")
		.and()
		.resideOutsideOfPackage("io.jolt.broker.internal.tls..")
		.should()
		.callMethod(System.class, "currentTimeMillis")
		.orShould()
		.callMethodWhere(isNowOf(Instant.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class))
		.orShould()
		.dependOnClassesThat()
		.belongToAnyOf(Clock.class, Calendar.class)
		.orShould()
		.callConstructor(Date.class);

	@ArchTest
	final ArchRule autoConfigurationsArePublicAndFinal = ArchRuleDefinition.classes()
		.that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(JavaModifier.FINAL);

	@ArchTest
	final ArchRule beanMethodsArePackagePrivate = ArchRuleDefinition.methods()
		.that()
		.areAnnotatedWith(Bean.class)
		.and()
		.areDeclaredInClassesThat()
		.resideInAPackage("io.jolt.boot..")
		.should()
		.bePackagePrivate();

	@ArchTest
	final ArchRule nothingPrintsToTheConsole = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage("io.jolt.broker..")
		.should()
		.accessField(System.class, "out")
		.orShould()
		.accessField(System.class, "err");

	/**
	 * A context that is closed, or loaded again with another class loader, must leave
	 * nothing behind. That holds for everything that lives in an application.
	 */
	@ArchTest
	final ArchRule nothingIsKeptInStaticFields = ArchRuleDefinition.fields()
		.that()
		.areStatic()
		.and()
		.areDeclaredInClassesThat()
		.resideInAnyPackage("io.jolt.client..", "io.jolt.spring..", "io.jolt.boot..", "io.jolt.broker..")
		.should()
		.beFinal()
		.andShould(notHoldState());

	private static ArchCondition<JavaField> notHoldState() {
		return ArchCondition.from(DescribedPredicate.describe("have a type that holds no state",
				(field) -> STATEFUL.stream().noneMatch(field.getRawType()::isAssignableTo)));
	}

	private static DescribedPredicate<JavaMethodCall> isNowOf(Class<?>... types) {
		return DescribedPredicate.describe("ask for the time of day", (call) -> call.getTarget().getName().equals("now")
				&& Stream.of(types).anyMatch(call.getTargetOwner()::isEquivalentTo));
	}

	private static final class BeInANullMarkedPackage extends ArchCondition<JavaClass> {

		BeInANullMarkedPackage() {
			super("be in a @NullMarked package");
		}

		@Override
		public void check(JavaClass item, ConditionEvents events) {
			boolean satisfied = item.getPackage().isAnnotatedWith(NullMarked.class);
			events.add(new SimpleConditionEvent(item, satisfied,
					item.getPackageName() + " of " + item.getSimpleName() + " is not @NullMarked"));
		}

	}

}
