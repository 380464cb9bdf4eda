package dev.sluice.server.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicReference;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.InvalidAttributeValueException;
import javax.management.ReflectionException;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.Test;

class MBeanTest {

    private final AtomicReference<Integer> value = new AtomicReference<>(1);
    private final MBean<AtomicReference<Integer>> mbean = new MBeanTable<AtomicReference<Integer>>("A value.")
            .sets("Value", Integer.class, "The value.", AtomicReference::get, (v, number) -> {
                if (number < 0) {
                    throw new IllegalArgumentException(number + " is below 0");
                }
                v.set(number);
            })
            .shows("Broken", String.class, "Fails.", v -> {
                throw new IllegalStateException("broken");
            })
            .does("twice", Integer.class, "Twice the value.", v -> 2 * v.get())
            .does("twice", Integer.class, "Twice another value.", (v, a) -> 2 * (Integer) a[0],
                    new MBeanTable.Parameter("of", Integer.class, "the other"))
            .of(value);

    @Test
    void declaredTypesAreWrittenDownAndNotThoseOfTheValue() {
        assertThat(mbean.getMBeanInfo().getAttributes()[0].getType()).isEqualTo("java.lang.Integer");
        assertThat(mbean.getMBeanInfo().getAttributes()[0].isWritable()).isTrue();
        assertThat(mbean.getMBeanInfo().getOperations()).hasSize(2);
    }

    @Test
    void attributesAreReadAndWritten() throws Exception {
        mbean.setAttribute(new Attribute("Value", 7));
        assertThat(mbean.getAttribute("Value")).isEqualTo(7);
        assertThatThrownBy(() -> mbean.setAttribute(new Attribute("Value", "8"))).isInstanceOf(InvalidAttributeValueException.class)
                .hasMessageContaining("java.lang.Integer");
        assertThatThrownBy(() -> mbean.setAttribute(new Attribute("Value", -1))).isInstanceOf(InvalidAttributeValueException.class)
                .hasMessage("-1 is below 0");
        assertThatThrownBy(() -> mbean.setAttribute(new Attribute("Broken", "x"))).isInstanceOf(AttributeNotFoundException.class);
        assertThatThrownBy(() -> mbean.getAttribute("Missing")).isInstanceOf(AttributeNotFoundException.class);
    }

    @Test
    void whatCannotBeReadIsLeftOutOfABatch() {
        assertThatThrownBy(() -> mbean.getAttribute("Broken")).isInstanceOf(RuntimeMBeanException.class);
        assertThat(mbean.getAttributes(new String[] {"Broken", "Value", "Missing"}).asList())
                .containsExactly(new Attribute("Value", 1));
    }

    @Test
    void operationsAreToldApartByTheirArguments() throws Exception {
        assertThat(mbean.invoke("twice", null, null)).isEqualTo(2);
        assertThat(mbean.invoke("twice", new Object[] {5}, new String[] {"java.lang.Integer"})).isEqualTo(10);
        assertThatThrownBy(() -> mbean.invoke("twice", new Object[] {5L}, new String[] {"java.lang.Long"}))
                .isInstanceOf(ReflectionException.class);
    }

    @Test
    void namesWithTheirSpecialCharactersAreQuoted() {
        assertThat(MBeanNames.of("ThreadPool", "name", "TLS-SSL HANDSHAKE").getKeyProperty("name")).isEqualTo("TLS-SSL HANDSHAKE");
        assertThat(MBeanNames.of("ServerSocket", "name", "a=b,c").getKeyProperty("name")).isEqualTo("\"a=b,c\"");
    }
}
