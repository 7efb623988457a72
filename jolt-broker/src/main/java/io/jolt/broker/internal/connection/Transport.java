package io.jolt.broker.internal.connection;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.internal.PlatformDependent;

/**
 * How sockets are read and written: Netty's native epoll where its library is on the
 * class path, Java NIO everywhere else.
 */
enum Transport {

	NIO(NioServerSocketChannel.class) {

		@Override
		IoHandlerFactory ioHandlerFactory() {
			return NioIoHandler.newFactory();
		}

	},

	EPOLL(EpollServerSocketChannel.class) {

		@Override
		IoHandlerFactory ioHandlerFactory() {
			return EpollIoHandler.newFactory();
		}

	};

	final Class<? extends ServerSocketChannel> serverChannel;

	Transport(Class<? extends ServerSocketChannel> serverChannel) {
		this.serverChannel = serverChannel;
	}

	abstract IoHandlerFactory ioHandlerFactory();

	static Transport best() {
		return (isEpollOnClassPath() && Epoll.isAvailable()) ? EPOLL : NIO;
	}

	// asked first, because looking for a library that is not there makes a recent JVM
	// warn
	// about native access on the embedding application's standard error
	private static boolean isEpollOnClassPath() {
		String library = "META-INF/native/libnetty_transport_native_epoll_" + PlatformDependent.normalizedArch()
				+ ".so";
		return Transport.class.getClassLoader().getResource(library) != null;
	}

}
