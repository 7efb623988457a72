package io.jolt.sample;

import io.jolt.spring.service.ImportJoltServices;

import org.springframework.context.annotation.Configuration;

/**
 * Makes a bean of {@link WarehouseClient}.
 */
@Configuration(proxyBeanMethods = false)
@ImportJoltServices(WarehouseClient.class)
class WarehouseConfiguration {

}
