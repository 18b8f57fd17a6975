using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.BotFramework.AdaptiveCards;
using IML.RbaBot.Projections;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Cards;

/// <summary>
/// The portfolio in figures and bars. Every bar has its name and number beside it as text, so that nothing is said by length or
/// colour alone; decision 0092 says why the bars are made of columns.
/// </summary>
internal static class PortfolioCard
{
    private const int MostOffices = 8;
    private const int LongestOffice = 40;
    private const decimal HoursOfADay = 24;

    public static AdaptiveCard Of(CardContext context, PortfolioCounts counts)
    {
        var language = context.Language;
        var body = ImmutableArray.CreateBuilder<CardElement>();
        body.Add(Parts.Heading(language[QueueText.PortfolioHeading]));
        body.Add(Parts.Small(language[QueueText.PortfolioWhat]));
        if (counts.Total == 0)
        {
            body.Add(Parts.Text(language[QueueText.PortfolioNone]));
        }
        else
        {
            body.Add(new FactSet(
            [
                new Fact(language[QueueText.PortfolioTotal], language.Number(counts.Total)),
                new Fact(language[QueueText.PortfolioDecisions], language.Number(counts.Decisions)),
                new Fact(language[QueueText.PortfolioMedian], MedianOf(context, counts.MedianHours)),
            ]));
            AddChart(body, context, QueueText.PortfolioByRating, [.. counts.ByRating.Select(r => (r.Rating, r.Count, StyleOf(r.Rating)))]);
            AddChart(
                body, context, QueueText.PortfolioByState,
                [.. counts.ByState.Select(s => (Wording.State(language, s.State), s.Count, ContainerStyle.Accent))]);
            AddChart(body, context, QueueText.PortfolioByOffice, Offices(language, counts.ByOffice));
            AddChart(
                body, context, QueueText.PortfolioByMonth,
                [.. counts.ByMonth.Select(m => (m.Month.ToString(language[QueueText.MonthFormat], language.Culture), m.Count, ContainerStyle.Accent))]);
        }

        return new AdaptiveCard
        {
            Lang = language.Id,
            FallbackText = language[QueueText.PortfolioHeading],
            Body = body.ToImmutable(),
            Actions =
            [
                Buttons.List(context, CardActions.Back, QueueText.ButtonRefresh, ListAddress.Portfolio.Instance.Text),
                Buttons.List(context, CardActions.Open, QueueText.ButtonQueue, new ListAddress.Queue("").Text),
            ],
        };
    }

    private static string MedianOf(CardContext context, decimal? hours) => hours switch
    {
        null => context.Language[QueueText.PortfolioNoDecision],
        < HoursOfADay => context.Say(QueueText.PortfolioHours, ("hours", context.Language.OneDecimal(hours.Value))),
        _ => context.Say(QueueText.PortfolioDays, ("days", context.Language.OneDecimal(hours.Value / HoursOfADay))),
    };

    private static ImmutableArray<(string, int, ContainerStyle)> Offices(Language language, ImmutableArray<(string Office, int Count)> offices)
    {
        var shown = offices.Take(MostOffices).Select(o => (
            o.Office.Length == 0 ? language[QueueText.PortfolioNoOffice] : Parts.Cut(o.Office, LongestOffice), o.Count, ContainerStyle.Accent));
        var others = offices.Skip(MostOffices).Sum(o => o.Count);
        return others == 0 ? [.. shown] : [.. shown, (language[QueueText.PortfolioOtherOffices], others, ContainerStyle.Accent)];
    }

    private static void AddChart(
        ImmutableArray<CardElement>.Builder body,
        CardContext context,
        QueueText heading,
        ImmutableArray<(string Name, int Count, ContainerStyle Style)> bars)
    {
        body.Add(Parts.Subheading(context.Language[heading]));
        var most = Math.Max(1, bars.Max(b => b.Count));
        body.AddRange(bars.Select(b => Bar(context, b.Name, b.Count, most, b.Style)));
    }

    /// <summary>Name and number as text, literally, as an office is a person's words; under them the bar.</summary>
    private static Container Bar(CardContext context, string name, int count, int most, ContainerStyle style)
    {
        var words = Parts.Literal(
            context.Say(QueueText.PortfolioBar, ("name", name), ("count", context.Language.Number(count))), isSmall: true);
        if (count == 0)
        {
            return new Container([words]) { Spacing = Spacing.Small };
        }

        var full = new Column([]) { Width = Weight(count), Style = style, MinHeight = "8px" };
        var columns = count == most
            ? ImmutableArray.Create(full)
            : [full, new Column([]) { Width = Weight(most - count), MinHeight = "8px" }];
        return new Container([words, new ColumnSet(columns) { Spacing = Spacing.None }]) { Spacing = Spacing.Small };
    }

    private static string Weight(int weight) => weight.ToString(CultureInfo.InvariantCulture);

    private static ContainerStyle StyleOf(string rating) => rating switch
    {
        "A" => ContainerStyle.Good,
        "B" => ContainerStyle.Accent,
        "C" => ContainerStyle.Warning,
        _ => ContainerStyle.Attention,
    };
}
