package io.jolt.integration.clients;

import io.jolt.integration.tools.OfficialClient;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.Tool;

/**
 * The official Python client and the broker.
 */
@Requires(Tool.PYTHON_CLIENT)
class PythonClientTests extends OfficialClientContract {

	@Override
	OfficialClient newClient() {
		return OfficialClient.python();
	}

}
