using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.Domain.Answers;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Texts;
using Route = IML.RbaBot.Domain.Ratings.Route;

namespace IML.RbaBot.Cards.Inputs;

/// <summary>What the inputs of one card come to.</summary>
/// <param name="Project">New project details; null when the card has none.</param>
/// <param name="Answers">One for each question on the card.</param>
/// <param name="Responses">One for each flag on the card.</param>
/// <param name="Messages">What could not be read as what it should be.</param>
internal sealed record PageInputs(
    ProjectData? Project,
    ImmutableArray<GivenAnswer> Answers,
    ImmutableArray<GivenResponse> Responses,
    ImmutableArray<InputMessage> Messages)
{
    /// <summary>One for each reviewer's comment on the card.</summary>
    public ImmutableArray<GivenComment> Replies { get; init; } = [];

    /// <summary>
    /// Reads the inputs of the card of a place. Null when there is an input that this card does not have. Whether what was read is
    /// allowed and complete is for the domain to say.
    /// </summary>
    /// <param name="place">The card that was filled in.</param>
    /// <param name="assessment">As it stands.</param>
    /// <param name="inputs">What came.</param>
    /// <param name="lists">The values that project data can take.</param>
    /// <param name="language">The person's, in which names of countries are read.</param>
    /// <param name="demand">Whether the card has to be complete: then a risk that is half entered has a message beside it.</param>
    public static PageInputs? Read(
        Place place, Assessment assessment, RawInputs inputs, ProjectLists lists, Language language, bool demand)
    {
        if (place is Place.Project)
        {
            if (inputs.IsEmpty)
            {
                return new PageInputs(null, [], [], []);
            }

            return ProjectInputs.Knows(inputs)
                ? ProjectInputs.Read(inputs, lists, language) is var project ? new PageInputs(project.Project, [], [], project.Messages) : null
                : null;
        }

        var reader = new Reader(assessment, inputs, demand);
        return reader.Read(place);
    }

    private sealed class Reader(Assessment assessment, RawInputs inputs, bool demand)
    {
        private readonly OpenQuestions open = OpenQuestions.Of(assessment);
        private readonly HashSet<string> known = new(StringComparer.Ordinal);
        private readonly ImmutableArray<GivenAnswer>.Builder answers = ImmutableArray.CreateBuilder<GivenAnswer>();
        private readonly ImmutableArray<GivenResponse>.Builder responses = ImmutableArray.CreateBuilder<GivenResponse>();
        private readonly ImmutableArray<GivenComment>.Builder replies = ImmutableArray.CreateBuilder<GivenComment>();
        private readonly ImmutableArray<InputMessage>.Builder messages = ImmutableArray.CreateBuilder<InputMessage>();

        public PageInputs? Read(Place place)
        {
            switch (place)
            {
                case Place.Questions questions:
                    foreach (var question in Route.Of(assessment.Sheet)
                        .AskedOn(assessment.Questionnaire.FindPage(questions.Page.Value)!)
                        .Where(q => q.Kind is not QuestionKind.Declaration && open.Contains(q)))
                    {
                        ReadAnswer(question);
                        ReadReply(question.Id);
                    }

                    break;
                case Place.Flags flags:
                    foreach (var flag in Walk.Of(assessment).FlagsOn(flags))
                    {
                        ReadResponse(flag.Question);
                    }

                    break;
                case Place.Summary:
                    if (assessment.Questionnaire.Questions.FirstOrDefault(q => q.Kind is QuestionKind.Declaration) is { } declaration)
                    {
                        ReadDeclaration(declaration);
                    }

                    break;
            }

            return inputs.Ids.All(known.Contains)
                ? new PageInputs(null, answers.ToImmutable(), responses.ToImmutable(), messages.ToImmutable()) { Replies = replies.ToImmutable() }
                : null;
        }

        private void ReadAnswer(Question question)
        {
            var stored = assessment.Sheet[question.Position];
            var value = question.Kind switch
            {
                QuestionKind.Single => Value(question.Id.Value) is { } option
                    ? new AnswerValue.Choice(new OptionId(option))
                    : stored?.Value,
                QuestionKind.Multi multi => Choices(question, multi),
                QuestionKind.Text text => Words(question, text, stored?.Value as AnswerValue.Words),
                _ => stored?.Value,
            };
            var isKept = inputs.Kept.Contains(question.Id.Value);
            var comment = Value(InputIds.Comment(question.Id));
            var evidence = question.EvidenceForBest ? Value(InputIds.Evidence(question.Id)) : null;
            Give(
                question,
                new Answer(value, isKept ? stored?.Comment : comment, isKept || !question.EvidenceForBest ? stored?.Evidence : evidence));
        }

        private AnswerValue.Choices? Choices(Question question, QuestionKind.Multi multi)
        {
            if (Value(question.Id.Value) is not { } ticked)
            {
                return null;
            }

            var ids = ticked.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (multi.MinSelected == 0 && ids.Contains(InputIds.NoneTicked, StringComparer.Ordinal))
            {
                if (ids.Length > 1)
                {
                    messages.Add(new InputMessage(question.Id.Value, CardText.NoneCombined));
                }

                return new AnswerValue.Choices([]);
            }

            // In the questionnaire's order, so that ticking in another order changes nothing; unknown ones last, for the domain to refuse.
            return new AnswerValue.Choices(
            [
                .. ids.Select(id => new OptionId(id)).OrderBy(id => multi.Options.IndexOf(id) is >= 0 and var at ? at : int.MaxValue),
            ]);
        }

        private AnswerValue.Words? Words(Question question, QuestionKind.Text text, AnswerValue.Words? stored)
        {
            var words = Value(question.Id.Value) ?? "";
            var given = text.ExtraRisks ? WithRisks(question, words, ExtraRiskSlots.Of(stored)) : new AnswerValue.Words(words, []);
            return words.Length == 0 && given.ExtraRisks.IsEmpty && given.Begun.IsEmpty ? null : given;
        }

        private AnswerValue.Words WithRisks(Question question, string words, ExtraRiskSlots slots)
        {
            var risks = ImmutableArray.CreateBuilder<ExtraRisk>();
            var begun = ImmutableArray.CreateBuilder<BegunRisk>();
            for (var number = 1; number <= InputIds.ExtraRisksShown; number++)
            {
                var id = InputIds.ExtraRisk(question.Id, number, "description");
                var risk = new BegunRisk(
                    Value(id), RiskLevel(InputIds.ExtraRisk(question.Id, number, "impact")), RiskLevel(InputIds.ExtraRisk(question.Id, number, "likelihood")));
                if (risk is { Description: { } description, Impact: { } impact, Likelihood: { } likelihood })
                {
                    risks.Add(new ExtraRisk(description, impact, likelihood));
                }
                else if (IsBegun(risk, number <= slots.Shown.Length ? slots.Shown[number - 1] : null))
                {
                    begun.Add(risk);
                    if (demand)
                    {
                        messages.Add(new InputMessage(id, risk.Description is null ? CardText.ExtraRiskUndescribed : CardText.ExtraRiskError));
                    }
                }

                if (risk.Description?.Length > assessment.Questionnaire.Rules.Limits.ExtraRisk)
                {
                    // Said here, where it is known which of them it is.
                    messages.Add(InputMessage.With(id, CardText.TooLong, "max", assessment.Questionnaire.Rules.Limits.ExtraRisk));
                }
            }

            return new AnswerValue.Words(words, [.. risks, .. slots.Hidden]) { Begun = begun.ToImmutable() };
        }

        // A choice cannot be emptied on a card, so a risk goes with its description.
        private static bool IsBegun(BegunRisk risk, BegunRisk? stood) => risk.Description is not null
            || ((risk.Impact ?? risk.Likelihood) is not null && stood?.Description is null);

        private int? RiskLevel(string id) => Value(id) == InputIds.NotRated ? null : Level(id);

        private void ReadReply(QuestionId question)
        {
            if (open.AreReopened && assessment.Review.OpenAt(question) is not null && Value(InputIds.Reply(question)) is var reply
                && !inputs.IsEmpty && !inputs.Kept.Contains(question.Value))
            {
                replies.Add(new GivenComment(question, reply ?? ""));
            }
        }

        private void ReadResponse(QuestionId question)
        {
            var stored = assessment.Sheet.Response(question) ?? new FlagResponse();
            var response = new FlagResponse(
                Level(InputIds.Impact(question)) ?? stored.Impact,
                Level(InputIds.Likelihood(question)) ?? stored.Likelihood,
                Value(InputIds.ImpactReason(question)),
                Value(InputIds.Measure(question)),
                Value(InputIds.Owner(question)),
                InputValues.Date(Value(InputIds.Due(question)), InputIds.Due(question), CardText.FlagDueError, messages),
                Value(InputIds.Budget(question)));
            if (!inputs.IsEmpty && !inputs.Kept.Contains(question.Value))
            {
                responses.Add(new GivenResponse(question, response));
            }
        }

        private void ReadDeclaration(Question question)
        {
            var role = Value(InputIds.Role(question.Id)) ?? "";
            var consulted = (Value(InputIds.Consulted(question.Id)) ?? "")
                .Split(['\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var version = Value(InputIds.ProposalVersion(question.Id)) ?? "";
            var confirmed = InputValues.IsTrue(Value(InputIds.Confirmed(question.Id)));
            var isEmpty = role.Length == 0 && consulted.Length == 0 && version.Length == 0 && !confirmed;
            var stored = assessment.Sheet[question.Position] ?? new Answer(null);
            Give(question, stored with { Value = isEmpty ? null : new AnswerValue.Declaration(role, [.. consulted], version, confirmed) });
        }

        private void Give(Question question, Answer answer)
        {
            if (!inputs.IsEmpty)
            {
                answers.Add(new GivenAnswer(question.Id, answer));
            }
            else if (question.Kind is QuestionKind.Declaration)
            {
                answers.Add(new GivenAnswer(question.Id, assessment.Sheet[question.Position]));
            }
        }

        private string? Value(string id)
        {
            known.Add(id);
            return inputs[id];
        }

        private int? Level(string id)
        {
            if (Value(id) is not { } text)
            {
                return null;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= 5)
            {
                return level;
            }

            messages.Add(new InputMessage(id, CardText.OptionUnknown));
            return null;
        }
    }
}
