package io.jolt.integration.clients;

import io.jolt.integration.tools.OfficialClient;
import io.jolt.integration.tools.Requires;
import io.jolt.integration.tools.Tool;

/**
 * The official JavaScript client and the broker.
 */
@Requires(Tool.JAVASCRIPT_CLIENT)
class JavaScriptClientTests extends OfficialClientContract {

	@Override
	OfficialClient newClient() {
		return OfficialClient.javaScript();
	}

}
