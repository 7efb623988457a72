package io.jolt.broker.internal.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes a file that only its owner can read, from the moment it exists.
 */
final class PrivateFile {

	private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

	private PrivateFile() {
	}

	static void write(Path path, byte[] content, boolean replace) {
		try {
			if (replace) {
				// concurrent readers see the old one or the new one
				Path beside = path.resolveSibling(path.getFileName() + ".new");
				Files.deleteIfExists(beside);
				create(beside, content);
				Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING);
			}
			else {
				create(path, content);
			}
		}
		catch (FileAlreadyExistsException ex) {
			throw new MistakeException("The file " + ex.getFile() + " is already there; -force replaces it");
		}
		catch (NoSuchFileException ex) {
			throw new MistakeException("The folder of " + path + " does not exist");
		}
		catch (AccessDeniedException ex) {
			throw new MistakeException("The file " + path + " may not be written");
		}
		catch (FileSystemException ex) {
			throw new MistakeException("The file " + path + " cannot be written: " + ex.getReason());
		}
		catch (IOException ex) {
			throw new MistakeException("The file " + path + " cannot be written: " + ex.getMessage());
		}
	}

	private static void create(Path path, byte[] content) throws IOException {
		boolean posix = path.toAbsolutePath().getFileSystem().supportedFileAttributeViews().contains("posix");
		FileAttribute<?>[] attributes = posix ? new FileAttribute<?>[] { OWNER_ONLY } : new FileAttribute<?>[0];
		try (SeekableByteChannel channel = Files.newByteChannel(path,
				Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
			ByteBuffer buffer = ByteBuffer.wrap(content);
			while (buffer.hasRemaining()) {
				channel.write(buffer);
			}
		}
	}

}
