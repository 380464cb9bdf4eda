package dev.sluice.tests.told;

/** Another class for {@code adapter_class}. */
public final class OtherData extends ToldData {
}
