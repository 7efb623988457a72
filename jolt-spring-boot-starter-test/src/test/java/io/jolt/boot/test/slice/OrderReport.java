package io.jolt.boot.test.slice;

import org.springframework.stereotype.Service;

@Service
class OrderReport {

}
