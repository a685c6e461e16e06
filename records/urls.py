"""URL patterns of sources, themes, corrections and comparisons."""

from django.urls import path, re_path

from records import views
from records.comparison import views as comparison_views
from records.comparison.briefings import ComparisonBriefing
from records.comparison.files import ComparisonFile
from records.figures import embeds as figure_embeds
from records.figures import views as figure_views
from records.models.figure_index import IDENTIFIER_PATTERN
from records.pages import previews
from records.pages.drawing_files import build_drawing_path

urlpatterns = [
    path("sources/", views.SourceList.as_view(), name="sources"),
    path("sources/<slug:slug>/", views.SourceDetail.as_view(), name="source"),
    path("compare/", comparison_views.ComparisonPage.as_view(), name="compare"),
    path("compare/briefing/", ComparisonBriefing.as_view(), name="comparison-briefing"),
    build_drawing_path("compare/drawing", ComparisonFile, "comparison-drawing"),
    path("embed/compare/", comparison_views.ComparisonEmbed.as_view(), name="compare_embed"),
    path("figures/<str:identifier>/", figure_views.FigurePage.as_view(), name="figure"),
    path("previews/<str:token>/", previews.PreviewPage.as_view(), name="preview"),
    path("corrections/", views.CorrectionList.as_view(), name="corrections"),
    re_path(
        rf"^embed/figures/(?P<identifier>{IDENTIFIER_PATTERN})/$",
        figure_embeds.FigureEmbed.as_view(),
        name="figure_embed",
    ),
    path("themes/", views.ThemeList.as_view(), name="themes"),
    path("themes/<slug:slug>/", views.ThemeDetail.as_view(), name="theme"),
]
