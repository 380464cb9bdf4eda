/**
 * The chat room: {@code CHAT|text} messages enter on the message pool of the node and leave as DISTINCT updates of the
 * item {@code chat_room} on the same thread. {@link dev.sluice.demo.chat.ChatRoom} orders them under its monitor and
 * remembers the last ones for newcomers.
 */
package dev.sluice.demo.chat;
