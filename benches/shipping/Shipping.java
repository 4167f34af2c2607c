import static net.logstash.logback.argument.StructuredArguments.keyValue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.util.Duration;
import net.logstash.logback.appender.LogstashTcpSocketAppender;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;

/** Logs through logstash-logback-encoder: `Shipping java|java-blocking PORT EVENTS`. */
public final class Shipping {
    public static void main(String[] arguments) throws Exception {
        boolean blocking = arguments[0].equals("java-blocking");
        int events = Integer.parseInt(arguments[2]);
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();

        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setContext(context);
        encoder.start();

        LogstashTcpSocketAppender appender = new LogstashTcpSocketAppender();
        appender.setContext(context);
        appender.addDestination("127.0.0.1:" + arguments[1]);
        appender.setEncoder(encoder);
        if (blocking) {
            // Waits for room for as long as it takes; at its defaults it drops what finds none.
            appender.setAppendTimeout(Duration.buildByMilliseconds(-1));
        }
        appender.setShutdownGracePeriod(Duration.buildBySeconds(60));
        appender.start();

        Logger logger = context.getLogger("shipping");
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(appender);
        String[] requests = new String[64];
        for (int n = 0; n < requests.length; n++) {
            requests[n] = String.format("%032x", n);
        }
        if (events > 0) {
            // Until it is connected it drops everything.
            Thread.sleep(2000);
        }
        for (int n = 0; n < events; n++) {
            logger.info("user logged in", keyValue("user_id", n), keyValue("request", requests[n & 63]),
                    keyValue("ip", "173.234.31.18"), keyValue("latency_ms", (n % 997) * 1.25),
                    keyValue("ok", (n & 1) == 0));
        }
        appender.stop();
        context.stop();
    }
}
