/**
 * What the demo adapters have in common: the shape of a data adapter, the metadata adapter of every demo set and the
 * writing of wall-clock times. Client messages enter through {@link dev.sluice.demo.DemoMetadataAdapter} on the
 * message pool of the node; updates leave through the node's listener on whatever thread caused them.
 */
package dev.sluice.demo;
