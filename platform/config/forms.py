"""How `{{ form }}` and `{{ field.as_field_group }}` look everywhere outside the admin."""

from django.forms.renderers import TemplatesSetting


class DesignSystemRenderer(TemplatesSetting):
    """Render forms and fields with the design system's templates."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
