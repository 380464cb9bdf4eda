package dev.sluice.server.management;

import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InvalidAttributeValueException;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import javax.management.RuntimeMBeanException;

/**
 * One MBean: a table of attributes and operations, and what it shows.
 *
 * @param <T> what it shows
 */
final class MBean<T> implements DynamicMBean {

    private final MBeanTable<T> table;
    private final T subject;

    MBean(MBeanTable<T> table, T subject) {
        this.table = table;
        this.subject = subject;
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        MBeanTable.Attribute<T> attribute = table.attribute(name);
        if (attribute == null) {
            throw new AttributeNotFoundException(name);
        }
        try {
            return attribute.read().apply(subject);
        } catch (RuntimeException e) {
            throw new RuntimeMBeanException(e);
        }
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList values = new AttributeList();
        for (String name : names) {
            try {
                values.add(new Attribute(name, getAttribute(name)));
            } catch (AttributeNotFoundException | RuntimeMBeanException leftOut) {
                // By the contract, what cannot be read is missing from the answer.
            }
        }
        return values;
    }

    @Override
    public void setAttribute(Attribute wanted) throws AttributeNotFoundException, InvalidAttributeValueException {
        MBeanTable.Attribute<T> attribute = table.attribute(wanted.getName());
        if (attribute == null || attribute.write() == null) {
            throw new AttributeNotFoundException(wanted.getName() + " cannot be written");
        }
        if (!attribute.type().isInstance(wanted.getValue())) {
            throw new InvalidAttributeValueException(wanted.getName() + " takes a " + attribute.type().getName());
        }
        try {
            attribute.write().accept(subject, wanted.getValue());
        } catch (IllegalArgumentException refused) {
            throw new InvalidAttributeValueException(refused.getMessage());
        } catch (RuntimeException e) {
            throw new RuntimeMBeanException(e);
        }
    }

    @Override
    public AttributeList setAttributes(AttributeList wanted) {
        AttributeList set = new AttributeList();
        for (Attribute attribute : wanted.asList()) {
            try {
                setAttribute(attribute);
                set.add(attribute);
            } catch (AttributeNotFoundException | InvalidAttributeValueException | RuntimeMBeanException leftOut) {
                // By the contract, what cannot be written is missing from the answer.
            }
        }
        return set;
    }

    @Override
    public Object invoke(String name, Object[] arguments, String[] types) throws MBeanException, ReflectionException {
        MBeanTable.Operation<T> operation = table.operation(name, types);
        if (operation == null) {
            throw new ReflectionException(new NoSuchMethodException(name), "no operation " + name + " with these arguments");
        }
        try {
            return operation.call().apply(subject, arguments == null ? new Object[0] : arguments);
        } catch (RuntimeException e) {
            throw new RuntimeMBeanException(e);
        }
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return table.info();
    }
}
