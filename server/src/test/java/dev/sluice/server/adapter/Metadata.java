package dev.sluice.server.adapter;

import com.lightstreamer.interfaces.metadata.CreditsException;
import com.lightstreamer.interfaces.metadata.ItemsException;
import com.lightstreamer.interfaces.metadata.MetadataControlListener;
import com.lightstreamer.interfaces.metadata.MetadataProviderAdapter;
import com.lightstreamer.interfaces.metadata.NotificationException;
import com.lightstreamer.interfaces.metadata.SchemaException;
import com.lightstreamer.interfaces.metadata.TableInfo;
import java.util.Arrays;
import java.util.Map;

/** A metadata adapter that grants all and writes down what it is told. */
class Metadata extends MetadataProviderAdapter {

    private final Journal journal;
    volatile MetadataControlListener control;

    Metadata(Journal journal) {
        this.journal = journal;
    }

    final void note(String line) {
        journal.note(line);
    }

    @Override
    public void setListener(MetadataControlListener listener) {
        control = listener;
    }

    @Override
    public String[] getItems(String user, String session, String group, String dataAdapter) throws ItemsException {
        return group.split(" ");
    }

    @Override
    public String[] getSchema(String user, String session, String group, String dataAdapter, String schema)
            throws ItemsException, SchemaException {
        return schema.split(" ");
    }

    @Override
    public boolean wantsTablesNotification(String user) {
        return true;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void notifyNewSession(String user, String session, Map context) throws CreditsException,
            NotificationException {
        note("session " + session);
    }

    @Override
    public void notifySessionClose(String session) {
        note("session close " + session);
    }

    @Override
    public void notifyNewTables(String user, String session, TableInfo[] tables) throws CreditsException,
            NotificationException {
        note("table " + session + " " + tables[0].getWinIndex() + " " + Arrays.toString(tables[0].getSubscribedItems()));
    }

    @Override
    public void notifyTablesClose(String session, TableInfo[] tables) {
        note("table close " + session + " " + tables[0].getWinIndex() + " "
                + tables[0].getSubscriptionStatistics()[0].getTotRealTime());
    }
}
