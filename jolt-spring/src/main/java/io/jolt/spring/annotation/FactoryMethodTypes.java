package io.jolt.spring.annotation;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/**
 * Reads from the code of a factory method which classes it may return: those that it
 * instantiates or names, itself or in the methods that it calls to obtain one. Not
 * thread-safe.
 */
final class FactoryMethodTypes {

	private static final int MAX_METHODS = 50;

	private final Class<?> declaredType;

	private final @Nullable ClassLoader classLoader;

	private final Set<Class<?>> types = new LinkedHashSet<>();

	private final Set<Class<?>> readClasses = new LinkedHashSet<>();

	private final Set<Code> seen = new HashSet<>();

	private final Deque<Code> waiting = new ArrayDeque<>();

	private boolean complete = true;

	/**
	 * Creates an instance.
	 * @param declaredType the return type that the factory method declares
	 * @param classLoader loads the classes that it may return
	 */
	FactoryMethodTypes(Class<?> declaredType, @Nullable ClassLoader classLoader) {
		this.declaredType = declaredType;
		this.classLoader = classLoader;
	}

	/**
	 * The classes that the method may return.
	 * @return the classes, which are assignable to the declared type
	 */
	Set<Class<?>> types() {
		return this.types;
	}

	/**
	 * The classes whose code was read.
	 * @return the classes
	 */
	Set<Class<?>> readClasses() {
		return this.readClasses;
	}

	/**
	 * Whether the method can return no other class.
	 * @return {@code false} if what it returns comes from a field, an interface or code
	 * that cannot be read
	 */
	boolean isComplete() {
		return this.complete;
	}

	/**
	 * Reads a method.
	 * @param owner the name of the class that has it
	 * @param method its name; if there are several, all are read
	 */
	void read(String owner, String method) {
		follow(owner.replace('.', '/'), method, null);
		while (!this.waiting.isEmpty()) {
			read(this.waiting.remove());
		}
	}

	private void follow(String owner, String method, @Nullable String descriptor) {
		Code code = new Code(owner, method, descriptor);
		if (isLibrary(owner) || this.seen.size() >= MAX_METHODS) {
			this.complete = false;
		}
		else if (this.seen.add(code)) {
			this.waiting.add(code);
		}
	}

	private static boolean isLibrary(String internalName) {
		return internalName.startsWith("java/") || internalName.startsWith("javax/")
				|| internalName.startsWith("org/springframework/");
	}

	private void read(Code code) {
		Class<?> owner = load(code.owner());
		for (Class<?> type = owner; type != null && type != Object.class; type = type.getSuperclass()) {
			CodeReader reader = new CodeReader(code);
			this.readClasses.add(type);
			try (InputStream in = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
				if (in != null) {
					new ClassReader(in).accept(reader, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
				}
			}
			catch (IOException | IllegalArgumentException ex) {
				// missing, or compiled for a Java version that is not known yet
			}
			if (reader.found) {
				return;
			}
		}
		// abstract or unreadable
		this.complete = false;
	}

	private @Nullable Class<?> load(String internalName) {
		try {
			return ClassUtils.forName(internalName.replace('/', '.'), this.classLoader);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

	private @Nullable Class<?> fitting(Type type) {
		Class<?> loaded = (type.getSort() == Type.OBJECT && !isLibrary(type.getInternalName()))
				? load(type.getInternalName()) : null;
		return (loaded != null && this.declaredType.isAssignableFrom(loaded)) ? loaded : null;
	}

	private void add(Type type) {
		Class<?> fitting = fitting(type);
		if (fitting != null) {
			this.types.add(fitting);
		}
	}

	// known only by the type of a field or of a cast
	private void addStatic(Type type) {
		Class<?> fitting = fitting(type);
		if (fitting != null) {
			this.types.add(fitting);
			this.complete &= Modifier.isFinal(fitting.getModifiers());
		}
	}

	/**
	 * The code of a method.
	 *
	 * @param owner the internal name of its class
	 * @param method its name
	 * @param descriptor its descriptor, or {@code null} for all of that name
	 */
	private record Code(String owner, String method, @Nullable String descriptor) {
	}

	private final class CodeReader extends ClassVisitor {

		private final Code code;

		private boolean found;

		CodeReader(Code code) {
			super(SpringAsmInfo.ASM_VERSION);
			this.code = code;
		}

		@Override
		public @Nullable MethodVisitor visitMethod(int access, String name, String descriptor,
				@Nullable String signature, String @Nullable [] exceptions) {
			boolean wanted = name.equals(this.code.method())
					&& (this.code.descriptor() == null || this.code.descriptor().equals(descriptor))
					&& (access & Opcodes.ACC_ABSTRACT) == 0;
			if (!wanted) {
				return null;
			}
			this.found = true;
			return new InstructionReader();
		}

	}

	private final class InstructionReader extends MethodVisitor {

		InstructionReader() {
			super(SpringAsmInfo.ASM_VERSION);
		}

		@Override
		public void visitTypeInsn(int opcode, String type) {
			if (opcode == Opcodes.NEW) {
				add(Type.getObjectType(type));
			}
			else if (opcode == Opcodes.CHECKCAST) {
				addStatic(Type.getObjectType(type));
			}
		}

		@Override
		public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
			if (opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC) {
				addStatic(Type.getType(descriptor));
			}
		}

		@Override
		public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
			Type returned = Type.getReturnType(descriptor);
			if (fitting(returned) != null) {
				add(returned);
				follow(owner, name, descriptor);
			}
		}

		@Override
		public void visitLdcInsn(Object value) {
			if (value instanceof Type type) {
				add(type);
			}
		}

		@Override
		public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrapMethod,
				Object... arguments) {
			for (Object argument : arguments) {
				if (argument instanceof Handle handle && handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
					add(Type.getObjectType(handle.getOwner()));
				}
				else if (argument instanceof Handle handle && !isLibrary(handle.getOwner())) {
					follow(handle.getOwner(), handle.getName(), handle.getDesc());
				}
			}
		}

	}

}
