package io.jolt.broker.internal.command;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything a client needs to connect, as the file that an administrator hands out.
 * Holds secrets, so its only text form is the file's.
 */
final class ConnectionFile {

	private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private final Map<String, String> credential = new LinkedHashMap<>();

	private final Map<String, String> broker = new LinkedHashMap<>();

	private final String clientName;

	ConnectionFile(String clientName, String brokerName, String address) {
		this.clientName = clientName;
		this.broker.put("name", brokerName);
		this.broker.put("address", address);
	}

	void setPassword(String user, String password) {
		this.credential.put("user", user);
		this.credential.put("password", password);
	}

	void setCertificate(String certificate, String privateKey) {
		this.credential.put("certificate", certificate);
		this.credential.put("privateKey", privateKey);
	}

	void setTrust(@Nullable String ca, @Nullable String fingerprint) {
		if (ca != null) {
			this.broker.put("ca", ca);
		}
		if (fingerprint != null) {
			this.broker.put("fingerprint", fingerprint);
		}
	}

	byte[] json() {
		Map<String, Object> root = new LinkedHashMap<>();
		root.put("version", 1);
		root.put("client", Map.of("name", this.clientName));
		if (!this.credential.isEmpty()) {
			root.put("credential", this.credential);
		}
		root.put("broker", this.broker);
		return MAPPER.writeValueAsBytes(root);
	}

}
