using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>Reads questions in two passes: first what others refer to, then what refers to others.</summary>
internal sealed class QuestionReader(SharedParts shared, ReadRules rules, ProblemList problems)
{
    private readonly KindReader kinds = new(shared, problems);

    /// <summary>First pass: id and kind.</summary>
    public QuestionDraft Draft(ObjectReader reader, int position)
    {
        var text = reader.Text("id");
        reader.Name(text);
        var id = OptionReader.OwnId(text, reader.Place.Key("id"), problems);
        return new QuestionDraft(reader, position, id, kinds.Read(reader));
    }

    /// <summary>Second pass: everything else. Values that the file gets wrong are left at their defaults.</summary>
    public Question Read(QuestionDraft draft, ConditionReader conditions)
    {
        var reader = draft.Reader;
        var part = reader.Text("part");
        if (part is not null && !shared.Parts.Contains(part))
        {
            problems.Add(reader.Place.Key("part"), ProblemRule.UnknownPart, part);
        }

        var index = reader.OptionalText("index");
        if (index is not null && !shared.Indices.Contains(index))
        {
            problems.Add(reader.Place.Key("index"), ProblemRule.UnknownIndex, index);
        }

        var weight = Weight(reader, index is not null);
        var critical = reader.Flag("critical");
        CheckCritical(reader, weight, critical);
        var askedWhen = reader.OptionalObject("askedWhen") is { } condition
            ? conditions.Read(condition, asker: draft) ?? Condition.Always.Instance
            : Condition.Always.Instance;
        var question = new Question
        {
            Id = new QuestionId(draft.Id ?? ""),
            Position = draft.Position,
            Part = new PartId(part ?? ""),
            Page = draft.Page?.Id ?? default,
            Kind = draft.Kind ?? new QuestionKind.Declaration(),
            AskedWhen = askedWhen,
            Index = index is null ? null : new IndexId(index),
            Weight = weight,
            Critical = critical,
            Flag = RulesReader.FlagLevelOf(reader.OptionalTextOf("flag", "M", "R", "X")),
            FlagRules = FlagRules(draft, conditions),
            Improvements = Improvements(draft, index is not null),
            CommentRequired = reader.OptionalTextOf("comment", "required") is not null,
            EvidenceForBest = critical && draft.Kind is QuestionKind.Single { Scale: { } scale } && scale == rules.EvidenceScale,
            NotApplicableReasonMinLength =
                draft.Kind is QuestionKind.Single single && weight >= rules.ReasonFromWeight
                && single.Options.Any(o => o.Merit == Merit.NotApplicable) ? rules.ReasonMinLength : 0,
            BeneficiaryDataWarning = reader.Flag("beneficiaryDataWarning"),
            LegalBasis = LegalBasis(reader),
        };
        reader.Close();
        if (draft.Kind is not null)
        {
            CheckMerits(reader, question);
        }

        return question;
    }

    private int Weight(ObjectReader reader, bool scored)
    {
        if (scored)
        {
            return reader.Number("weight", 1, 3, ProblemRule.WeightOutOfRange) ?? 0;
        }

        if (reader.Optional("weight") is not null)
        {
            problems.Add(reader.Place.Key("weight"), ProblemRule.WeightWithoutIndex);
        }

        return 0;
    }

    private void CheckCritical(ObjectReader reader, int weight, bool critical)
    {
        if (critical && weight != 3)
        {
            problems.Add(reader.Place.Key("critical"), ProblemRule.CriticalWithoutWeight3);
        }
        else if (!critical && weight == 3)
        {
            problems.Add(reader.Place.Key("weight"), ProblemRule.Weight3NotCritical);
        }
    }

    /// <summary>A question can only be scored, or flagged by its level, when each of its answers says something.</summary>
    private void CheckMerits(ObjectReader reader, Question question)
    {
        var speaks = question.Kind switch
        {
            QuestionKind.Single single => single.Options.All(o => o.Merit != Merit.None),
            QuestionKind.Multi multi => multi.Ticks is not null,
            _ => false,
        };
        if (question.IsScored && !speaks)
        {
            problems.Add(reader.Place.Key("index"), ProblemRule.ScoredWithoutMerit);
        }

        if (question.Flag != FlagLevel.None && !speaks)
        {
            problems.Add(reader.Place.Key("flag"), ProblemRule.FlagWithoutMerit);
        }
    }

    private ImmutableArray<FlagRule> FlagRules(QuestionDraft draft, ConditionReader conditions)
    {
        var flagRules = ImmutableArray.CreateBuilder<FlagRule>();
        foreach (var reader in draft.Reader.OptionalObjects("flagRules"))
        {
            var answers = ConditionReader.Options(draft, reader.Texts("answer"), problems);
            var when = reader.OptionalObject("when") is { } condition
                ? conditions.Read(condition, ProblemRule.FlagRuleUnknownQuestion)
                : Condition.Always.Instance;
            var level = RulesReader.FlagLevelOf(reader.TextOf("level", "M", "R", "X"));
            reader.Close();
            flagRules.Add(new FlagRule(answers, when ?? Condition.Always.Instance, level));
        }

        return flagRules.ToImmutable();
    }

    private ImmutableArray<PossibleImprovement> Improvements(QuestionDraft draft, bool scored)
    {
        if (scored && draft.Reader.Has("improvements"))
        {
            problems.Add(draft.Place.Key("improvements"), ProblemRule.ImprovementOfScored);
        }

        var improvements = ImmutableArray.CreateBuilder<PossibleImprovement>();
        foreach (var reader in draft.Reader.OptionalObjects("improvements"))
        {
            var from = Option(draft, reader, "from");
            var to = Option(draft, reader, "to");
            reader.Close();
            improvements.Add(new PossibleImprovement(from, to));
        }

        return improvements.ToImmutable();
    }

    private OptionId Option(QuestionDraft draft, ObjectReader reader, string key) => reader.Text(key) is { } text
        ? ConditionReader.Options(draft, [(text, reader.Place.Key(key))], problems)[0]
        : default;

    private ImmutableArray<ImmutableArray<SourceId>> LegalBasis(ObjectReader reader)
    {
        var basis = ImmutableArray.CreateBuilder<ImmutableArray<SourceId>>();
        foreach (var (element, place) in reader.Items("legalBasis"))
        {
            var sources = ImmutableArray.CreateBuilder<SourceId>();
            foreach (var (item, itemPlace) in ObjectReader.Items(element, place, problems))
            {
                if (StrictJson.Text(item, itemPlace, problems) is { } source)
                {
                    sources.Add(new SourceId(source));
                    if (!shared.Sources.Contains(source))
                    {
                        problems.Add(itemPlace, ProblemRule.SourceUnknown, source);
                    }
                }
            }

            if (sources.Count == 0)
            {
                problems.Add(place, ProblemRule.EmptyList);
            }

            basis.Add(sources.ToImmutable());
        }

        return basis.ToImmutable();
    }
}
