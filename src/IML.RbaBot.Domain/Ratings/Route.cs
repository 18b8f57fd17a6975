using System.Collections.Immutable;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Domain.Ratings;

/// <summary>
/// Which questions are asked, given the answers. Computed once for a sheet of answers, in one forward pass, because conditions only
/// look back. An answer to a question that is not asked is invisible to everything that counts.
/// </summary>
public sealed class Route
{
    private readonly ImmutableArray<bool> asked;

    // Worked out when first asked for: a page turn asks several times.
    private ImmutableArray<Flag> flags;
    private ImmutableArray<Missing> missing;

    private Route(AnswerSheet sheet, ImmutableArray<bool> asked)
    {
        Sheet = sheet;
        this.asked = asked;
    }

    /// <summary>The answers that the route was computed from.</summary>
    public AnswerSheet Sheet { get; }

    public Questionnaire Questionnaire => Sheet.Questionnaire;

    /// <summary>The asked questions, in the questionnaire's order.</summary>
    public IEnumerable<Question> Asked => Questionnaire.Questions.Where(q => asked[q.Position]);

    /// <summary>All flags of the answers that count, in the questionnaire's order.</summary>
    public ImmutableArray<Flag> Flags
    {
        get
        {
            if (flags.IsDefault)
            {
                ImmutableInterlocked.InterlockedInitialize(ref flags, Flag.Of(this));
            }

            return flags;
        }
    }

    /// <summary>Everything missing for submission, in the questionnaire's order.</summary>
    public ImmutableArray<Missing> Missing
    {
        get
        {
            if (missing.IsDefault)
            {
                ImmutableInterlocked.InterlockedInitialize(ref missing, Completeness.Of(this));
            }

            return missing;
        }
    }

    public static Route Of(AnswerSheet sheet) => sheet.Route;

    /// <summary>For the sheet, which keeps it; everybody else asks <see cref="Of"/>.</summary>
    internal static Route Compute(AnswerSheet sheet)
    {
        var questions = sheet.Questionnaire.Questions;
        var asked = new bool[questions.Length];
        foreach (var question in questions)
        {
            asked[question.Position] = Holds(question.AskedWhen, sheet, asked);
        }

        return new Route(sheet, ImmutableArray.Create(asked));
    }

    public bool IsAsked(int position) => asked[position];

    public bool IsAsked(Question question) => asked[question.Position];

    /// <summary>The answer that counts: null when the question is not asked, even when an answer is stored.</summary>
    public Answer? AnswerTo(Question question) => asked[question.Position] ? Sheet[question.Position] : null;

    /// <summary>Whether a condition holds on the answers that count.</summary>
    public bool Holds(Condition condition) => Holds(condition, Sheet, asked.AsSpan());

    /// <summary>The asked questions of a page, in order.</summary>
    public IEnumerable<Question> AskedOn(Page page) => page.Questions.Select(id => Questionnaire[id]).Where(IsAsked);

    private static bool Holds(Condition condition, AnswerSheet sheet, ReadOnlySpan<bool> asked)
    {
        switch (condition)
        {
            case Condition.Always:
                return true;
            case Condition.Any any:
                return IsAnswered(any.Position, sheet, asked) && HasAny(sheet[any.Position]!, any.Of);
            case Condition.None none:
                return IsAnswered(none.Position, sheet, asked) && !HasAny(sheet[none.Position]!, none.Of);
            case Condition.All all:
                foreach (var each in all.Conditions)
                {
                    if (!Holds(each, sheet, asked))
                    {
                        return false;
                    }
                }

                return true;
            case Condition.Or or:
                foreach (var each in or.Conditions)
                {
                    if (Holds(each, sheet, asked))
                    {
                        return true;
                    }
                }

                return false;
            default:
                throw new InvalidOperationException($"Unknown condition {condition}.");
        }
    }

    // No tick where one is needed is no answer yet, so that "none of these" does not hold on it.
    private static bool IsAnswered(int position, AnswerSheet sheet, ReadOnlySpan<bool> asked) =>
        asked[position] && sheet[position]?.Value switch
        {
            null => false,
            AnswerValue.Choices { Options.IsEmpty: true } => sheet.Questionnaire.Questions[position].Kind is QuestionKind.Multi { MinSelected: 0 },
            _ => true,
        };

    private static bool HasAny(Answer answer, ImmutableArray<OptionId> options)
    {
        foreach (var option in options)
        {
            if (answer.Has(option))
            {
                return true;
            }
        }

        return false;
    }
}
