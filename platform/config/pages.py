"""Pages of the installation itself: the brand's colours as a style sheet, and the living style guide."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from config.styleguide import StyleGuideForm, style_guide_context


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def brand_css(request: HttpRequest) -> HttpResponse:
    """Print the brand's colours as CSS variables; pages ask for it with the brand's version, so it may be kept for a year."""
    brand = settings.BRAND
    rules = f":root{{--brand:{brand.colour};--accent:{brand.accent};--ink:{brand.ink}}}\n"
    return HttpResponse(rules, content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that look at a fixed address, as they do for PDF files and the API, to the brand's icon."""
    return redirect(static(settings.BRAND.favicon_png))


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every component of the design system, to developers and staff."""
    if not (settings.DEBUG or request.user.is_staff):
        raise Http404
    form = StyleGuideForm(data=request.GET) if "name" in request.GET else StyleGuideForm()
    return render(request, "styleguide.html", style_guide_context(form))


@require_safe
def organization_menu(request: HttpRequest) -> HttpResponse:
    """Print the companies a person may switch to, when the menu is opened."""
    return render(request, "partials/organization_choices.html")
