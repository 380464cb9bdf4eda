package dev.sluice.demo.message;

/** Who sent a message: the address of the client and a nickname no other client at that address has. */
public record Sender(String address, String nickname) {}
