from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE kernel_document_number", "DROP SEQUENCE kernel_document_number"),
    ]
